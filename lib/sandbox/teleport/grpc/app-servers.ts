import { create } from "@bufbuild/protobuf";
import { EmptySchema } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import type { AppServerV3 } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import { KeepAlive_KeepAliveType } from "#lib/proto/gen/teleport/legacy/types/resource_pb.js";
import type {
  AuthService,
  ListResourcesRequest,
} from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import type { Cluster } from "../cluster.ts";
import { AppAccess, type Labels } from "../rbac/access.ts";
import { appServerKey, checkAppServer } from "../store/check-app-server.ts";
import { badParameter, notFound, notImplemented } from "./errors.ts";
import { matchesKeywords, pageOf } from "./paging.ts";
import { requirePermission, sessionOf, traitsOf, type Session } from "./session.ts";

type AppServerMethods = Pick<
  ServiceImpl<typeof AuthService>,
  "listResources" | "upsertApplicationServer" | "deleteApplicationServer"
>;

interface Listed {
  key: string;
  row: AppServerV3;
}

function labelsOf(server: AppServerV3): Labels {
  return server.Spec?.App?.Metadata?.Labels ?? {};
}

function checkRequest(request: ListResourcesRequest): void {
  if (request.ResourceType !== "app_server") {
    throw notImplemented(`resource type "${request.ResourceType}" is not supported here`);
  }
  if (request.Limit <= 0) throw badParameter("the parameter Limit must be positive");
  if (request.PredicateExpression !== "")
    throw notImplemented("predicate expressions are not supported here");
}

/** What the caller may see of what was asked for; with a total count, one entry per app name. */
function select(request: ListResourcesRequest, session: Session, access: AppAccess): Listed[] {
  const visible = session.view.list("appServer").filter(({ row }) => {
    const labels = labelsOf(row);
    const wanted = Object.entries(request.Labels).every(([key, value]) => labels[key] === value);
    const texts = [
      row.Metadata?.Name ?? "",
      row.Spec?.App?.Spec?.PublicAddr ?? "",
      ...Object.entries(labels).flat(),
    ];
    return wanted && matchesKeywords(texts, request.SearchKeywords) && access.seesApp(labels);
  });
  if (!request.NeedTotalCount) return visible;
  return [
    ...new Map(visible.toReversed().map((listed) => [listed.row.Metadata?.Name, listed])).values(),
  ].toReversed();
}

export function appServerMethods(cluster: Cluster): AppServerMethods {
  const { store } = cluster;
  return {
    listResources(request, context) {
      const session = sessionOf(context);
      checkRequest(request);
      requirePermission(session, "app_server", "list", "read");
      const access = new AppAccess({ roles: session.roles, traits: traitsOf(session.user) });
      const rows = select(request, session, access);
      const { page, nextKey } = pageOf(rows, request.StartKey, request.Limit);
      return {
        Resources: page.map(({ row }) => ({
          resource: { case: "AppServer", value: row },
          Logins: request.IncludeLogins ? access.arns(labelsOf(row)) : [],
        })),
        NextKey: nextKey,
        TotalCount: request.NeedTotalCount ? rows.length : 0,
      };
    },

    // No look at what is there: an existing entry of the same key is overwritten blindly, as by Teleport.
    upsertApplicationServer(request, context) {
      const session = sessionOf(context);
      requirePermission(session, "app_server", "create", "update");
      const { server, hostId, name } = checkAppServer(request.Server, cluster.serverVersion);
      store.put("appServer", appServerKey(hostId, name), server);
      return { Type: KeepAlive_KeepAliveType.APP, Name: name, Namespace: "default", HostID: hostId };
    },

    deleteApplicationServer({ HostID, Name }, context) {
      const session = sessionOf(context);
      requirePermission(session, "app_server", "delete");
      if (!store.delete("appServer", appServerKey(HostID, Name))) {
        throw notFound(`app server "${HostID}/${Name}" is not found`);
      }
      return create(EmptySchema);
    },
  };
}
