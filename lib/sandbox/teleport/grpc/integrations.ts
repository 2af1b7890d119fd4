import { create } from "@bufbuild/protobuf";
import { EmptySchema } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import type { IntegrationService } from "#lib/proto/gen/teleport/integration/v1/integration_service_pb.js";
import type { IntegrationV1 } from "#lib/proto/gen/teleport/legacy/types/integration_pb.js";
import type { Metadata } from "#lib/proto/gen/teleport/legacy/types/resource_pb.js";
import type { Cluster } from "../cluster.ts";
import {
  accessDenied,
  alreadyExists,
  badParameter,
  compareFailed,
  notFound,
  notImplemented,
} from "./errors.ts";
import { pageOf } from "./paging.ts";
import { requirePermission, sessionOf } from "./session.ts";

const dnsLabel = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const audiences = new Set(["", "aws-identity-center"]);

function checkIntegration(integration: IntegrationV1 | undefined): {
  name: string;
  subKind: string;
  integration: IntegrationV1;
  metadata: Metadata;
} {
  const header = integration?.Header;
  const metadata = header?.Metadata;
  const name = metadata?.Name ?? "";
  if (!integration || !header || !metadata || name === "") throw badParameter("missing parameter Name");
  if (header.SubKind !== "aws-oidc")
    throw badParameter(`unsupported integration subkind "${header.SubKind}"`);
  const spec = integration.Spec?.SubKindSpec;
  if (spec?.case !== "AWSOIDC") throw badParameter("the spec of the AWS OIDC integration is missing");
  if (spec.value.RoleARN === "") throw badParameter("role_arn is required for the AWS OIDC integration");
  if (!audiences.has(spec.value.audience))
    throw badParameter(`unsupported audience "${spec.value.audience}"`);
  header.Kind = "integration";
  header.Version = "v1";
  metadata.Namespace = "default";
  return { name, subKind: header.SubKind, integration, metadata };
}

export function integrationService(cluster: Cluster): ServiceImpl<typeof IntegrationService> {
  const { store } = cluster;
  return {
    listIntegrations({ limit, nextKey: startKey }, context) {
      const session = sessionOf(context);
      requirePermission(session, "integration", "list", "read");
      const rows = session.view.list("integration");
      const { page, nextKey } = pageOf(rows, startKey, limit);
      return { integrations: page.map(({ row }) => row), nextKey, totalCount: rows.length };
    },

    getIntegration({ name }, context) {
      const session = sessionOf(context);
      requirePermission(session, "integration", "read");
      const integration = session.view.get("integration", name);
      if (!integration) throw notFound(`integration "${name}" doesn't exist`);
      return integration;
    },

    createIntegration(request, context) {
      const session = sessionOf(context);
      requirePermission(session, "integration", "create");
      const { name, integration } = checkIntegration(request.integration);
      if (!dnsLabel.test(name)) {
        throw badParameter(`integration name "${name}" must be a lower case valid DNS subdomain`);
      }
      if (store.view().get("integration", name)) throw alreadyExists(`integration "${name}" already exists`);
      store.put("integration", name, integration);
      return integration;
    },

    updateIntegration(request, context) {
      const session = sessionOf(context);
      requirePermission(session, "integration", "update");
      const { name, subKind, integration, metadata } = checkIntegration(request.integration);
      const stored = store.view().get("integration", name);
      if (!stored) throw notFound(`integration "${name}" doesn't exist`);
      if (stored.Header?.SubKind !== subKind) throw badParameter("an integration's subkind can't be changed");
      if (stored.Header.Metadata?.Revision !== metadata.Revision) {
        throw compareFailed(`integration "${name}" was changed since this revision was read`);
      }
      store.put("integration", name, integration);
      return integration;
    },

    // App servers that name the integration neither stop this nor go with it: Teleport leaves them behind.
    deleteIntegration({ name, deleteAssociatedResources }, context) {
      const session = sessionOf(context);
      requirePermission(session, "integration", "delete");
      if (!store.view().get("integration", name)) throw notFound(`integration "${name}" doesn't exist`);
      if (deleteAssociatedResources) {
        throw notImplemented("deleting associated resources is not supported for AWS OIDC integrations");
      }
      store.delete("integration", name);
      return create(EmptySchema);
    },

    generateAWSOIDCToken() {
      throw accessDenied("only Teleport's own services may ask for a token");
    },
  };
}
