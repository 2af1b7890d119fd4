import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { z } from "zod";
import {
  AccessRequestV3Schema,
  RequestState,
} from "#lib/proto/gen/teleport/legacy/types/access_request_pb.js";
import { AppServerV3Schema } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import { IntegrationV1Schema } from "#lib/proto/gen/teleport/legacy/types/integration_pb.js";
import { LockV2Schema } from "#lib/proto/gen/teleport/legacy/types/lock_pb.js";
import {
  RoleV6Schema,
  type RoleConditionsSchema,
  type RoleV6,
} from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { UserV2Schema } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import type { LabelValuesSchema } from "#lib/proto/gen/teleport/legacy/types/wrappers/wrappers_pb.js";
import { appServerKey } from "../store/check-app-server.ts";
import type { AnyRow } from "../store/tables.ts";

const strings = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const labels = z.record(z.string(), z.string()).default({});
const lists = z.record(z.string(), strings).default({});

const conditions = z
  .looseObject({
    app_labels: lists,
    app_labels_expression: z.string().default(""),
    aws_role_arns: z.array(z.string()).default([]),
    rules: z
      .array(z.object({ resources: strings, verbs: strings, where: z.string().default("") }))
      .default([]),
    request: z.object({ roles: z.array(z.string()) }).optional(),
  })
  .prefault({});

/** A role in the form that tctl prints. */
const roleJson = z.object({
  version: z.string().default("v7"),
  metadata: z.object({ name: z.string(), labels }),
  spec: z.object({ allow: conditions, deny: conditions }),
});

const userJson = z.object({
  name: z.string(),
  roles: z.array(z.string()).default([]),
  traits: lists,
  labels,
  /** The id of the SAML connector; absent: a local user. */
  connector: z.string().optional(),
});

const appServerJson = z.object({
  name: z.string(),
  host_id: z.string(),
  uri: z.string().default("https://console.aws.amazon.com"),
  public_addr: z.string().default(""),
  integration: z.string().default(""),
  external_id: z.string().default(""),
  labels,
});

/** Locks a user or a role. */
const lockJson = z.object({
  name: z.string(),
  user: z.string().default(""),
  role: z.string().default(""),
  expires: z.iso.datetime().optional(),
});

/** A request for Teleport roles, as its reviewers left it. */
const accessRequestJson = z.object({
  name: z.string(),
  user: z.string(),
  roles: z.array(z.string()),
  state: z.enum(["PENDING", "APPROVED", "DENIED", "PROMOTED"]).default("APPROVED"),
  expires: z.iso.datetime(),
  assume_start_time: z.iso.datetime().optional(),
  /** Names of apps that alone the roles are for. */
  apps: z.array(z.string()).default([]),
});

const integrationJson = z.object({ name: z.string(), role_arn: z.string() });

function labelValues(values: Record<string, string[]>): MessageInitShape<typeof LabelValuesSchema> {
  return {
    Values: Object.fromEntries(Object.entries(values).map(([key, list]) => [key, { Values: list }])),
  };
}

function toConditions(from: z.infer<typeof conditions>): MessageInitShape<typeof RoleConditionsSchema> {
  return {
    AppLabels: labelValues(from.app_labels),
    AppLabelsExpression: from.app_labels_expression,
    AWSRoleARNs: from.aws_role_arns,
    Rules: from.rules.map(({ resources, verbs, where }) => ({
      Resources: resources,
      Verbs: verbs,
      Where: where,
    })),
    ...(from.request ? { Request: { Roles: from.request.roles } } : {}),
  };
}

export function roleFromJson(value: unknown): RoleV6 {
  const { version, metadata, spec } = roleJson.parse(value);
  return create(RoleV6Schema, {
    Kind: "role",
    Version: version,
    Metadata: { Name: metadata.name, Namespace: "default", Labels: metadata.labels },
    Spec: { Allow: toConditions(spec.allow), Deny: toConditions(spec.deny) },
  });
}

/** Readers of the test control's bodies, by the name of the collection. */
export const rowReaders: Readonly<Record<string, (value: unknown) => AnyRow>> = {
  roles(value) {
    const row = roleFromJson(value);
    return { table: "role", key: row.Metadata?.Name ?? "", row };
  },
  users(value) {
    const user = userJson.parse(value);
    const row = create(UserV2Schema, {
      Kind: "user",
      Version: "v2",
      Metadata: { Name: user.name, Namespace: "default", Labels: user.labels },
      Spec: {
        Roles: user.roles,
        Traits: labelValues(user.traits),
        ...(user.connector === undefined
          ? {}
          : { CreatedBy: { Connector: { Type: "saml", ID: user.connector, Identity: user.name } } }),
      },
    });
    return { table: "user", key: user.name, row };
  },
  "app-servers"(value) {
    const app = appServerJson.parse(value);
    const metadata = { Name: app.name, Namespace: "default", Labels: app.labels };
    const row = create(AppServerV3Schema, {
      Kind: "app_server",
      Version: "v3",
      Metadata: metadata,
      Spec: {
        HostID: app.host_id,
        App: {
          Kind: "app",
          Version: "v3",
          Metadata: metadata,
          Spec: {
            URI: app.uri,
            PublicAddr: app.public_addr,
            Integration: app.integration,
            ...(app.external_id === "" ? {} : { AWS: { ExternalID: app.external_id } }),
          },
        },
      },
    });
    return { table: "appServer", key: appServerKey(app.host_id, app.name), row };
  },
  locks(value) {
    const lock = lockJson.parse(value);
    const row = create(LockV2Schema, {
      Kind: "lock",
      Version: "v2",
      Metadata: { Name: lock.name, Namespace: "default" },
      Spec: {
        Target: { User: lock.user, Role: lock.role },
        ...(lock.expires === undefined ? {} : { Expires: timestampFromDate(new Date(lock.expires)) }),
      },
    });
    return { table: "lock", key: lock.name, row };
  },
  "access-requests"(value) {
    const request = accessRequestJson.parse(value);
    const at = (text: string) => timestampFromDate(new Date(text));
    const row = create(AccessRequestV3Schema, {
      Kind: "access_request",
      Version: "v3",
      Metadata: { Name: request.name, Namespace: "default" },
      Spec: {
        User: request.user,
        Roles: request.roles,
        State: RequestState[request.state],
        Expires: at(request.expires),
        ...(request.assume_start_time === undefined
          ? {}
          : { AssumeStartTime: at(request.assume_start_time) }),
        RequestedResourceIDs: request.apps.map((name) => ({ kind: "app", name })),
      },
    });
    return { table: "accessRequest", key: request.name, row };
  },
  integrations(value) {
    const integration = integrationJson.parse(value);
    const row = create(IntegrationV1Schema, {
      Header: {
        Kind: "integration",
        SubKind: "aws-oidc",
        Version: "v1",
        Metadata: { Name: integration.name, Namespace: "default" },
      },
      Spec: { SubKindSpec: { case: "AWSOIDC", value: { RoleARN: integration.role_arn } } },
    });
    return { table: "integration", key: integration.name, row };
  },
};
