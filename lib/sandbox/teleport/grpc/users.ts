import { create } from "@bufbuild/protobuf";
import { EmptySchema } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import type { Metadata } from "#lib/proto/gen/teleport/legacy/types/resource_pb.js";
import type { UserV2 } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import type { UsersService } from "#lib/proto/gen/teleport/users/v1/users_service_pb.js";
import type { Cluster } from "../cluster.ts";
import type { View } from "../store/tables.ts";
import { accessDenied, alreadyExists, badParameter, compareFailed, notFound } from "./errors.ts";
import { matchesKeywords, pageOf } from "./paging.ts";
import { isBot, requireAdminAction, requirePermission, sessionOf } from "./session.ts";

function checkUser(user: UserV2 | undefined, view: View): { name: string; user: UserV2; metadata: Metadata } {
  const metadata = user?.Metadata;
  const name = metadata?.Name ?? "";
  if (!user?.Spec || !metadata || name === "") throw badParameter("missing parameter Name of the user");
  for (const role of user.Spec.Roles) {
    if (!view.get("role", role)) throw notFound(`role ${role} is not found`);
  }
  user.Kind = "user";
  user.Version = "v2";
  metadata.Namespace = "default";
  return { name, user, metadata };
}

function refuseSecrets(withSecrets: boolean): void {
  if (withSecrets) throw accessDenied("secrets are for Teleport's own services only");
}

export function usersService(cluster: Cluster): ServiceImpl<typeof UsersService> {
  const { store } = cluster;
  return {
    getUser({ name, currentUser, withSecrets }, context) {
      const session = sessionOf(context);
      refuseSecrets(withSecrets);
      if (currentUser) return { user: session.user };
      if (name === "") throw badParameter("missing parameter name");
      requirePermission(session, "user", "read");
      const user = session.view.get("user", name);
      if (!user) throw notFound(`user "${name}" not found`);
      return { user };
    },

    listUsers({ pageSize, pageToken, withSecrets, filter }, context) {
      const session = sessionOf(context);
      refuseSecrets(withSecrets);
      requirePermission(session, "user", "list", "read");
      const rows = session.view.list("user").filter(({ key, row }) => {
        if (filter?.SkipSystemUsers && isBot(row)) return false;
        return matchesKeywords([key, ...(row.Spec?.Roles ?? [])], filter?.SearchKeywords ?? []);
      });
      const { page, nextKey } = pageOf(rows, pageToken, pageSize);
      return { users: page.map(({ row }) => row), nextPageToken: nextKey };
    },

    createUser(request, context) {
      const session = sessionOf(context);
      requirePermission(session, "user", "create");
      requireAdminAction(session);
      const { name, user } = checkUser(request.user, store.view());
      if (store.view().get("user", name)) throw alreadyExists(`user "${name}" already exists`);
      store.put("user", name, user);
      return { user };
    },

    updateUser(request, context) {
      const session = sessionOf(context);
      requirePermission(session, "user", "update");
      requireAdminAction(session);
      const { name, user, metadata } = checkUser(request.user, store.view());
      const stored = store.view().get("user", name);
      if (!stored) throw notFound(`user "${name}" not found`);
      if (stored.Metadata?.Revision !== metadata.Revision) {
        throw compareFailed(`user "${name}" was changed since this revision was read`);
      }
      // Who made a user is not for an update to change.
      if (user.Spec && stored.Spec?.CreatedBy) user.Spec.CreatedBy = stored.Spec.CreatedBy;
      store.put("user", name, user);
      return { user };
    },

    deleteUser({ name }, context) {
      const session = sessionOf(context);
      requirePermission(session, "user", "delete");
      requireAdminAction(session);
      if (!store.delete("user", name)) throw notFound(`user "${name}" not found`);
      return create(EmptySchema);
    },
  };
}
