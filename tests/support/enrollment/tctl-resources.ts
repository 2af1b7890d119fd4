import {
  create,
  fromBinary,
  toBinary,
  type DescMessage,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { AppAWSSchema, AppServerV3Schema } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import { IntegrationV1Schema } from "#lib/proto/gen/teleport/legacy/types/integration_pb.js";
import { MetadataSchema, type Metadata } from "#lib/proto/gen/teleport/legacy/types/resource_pb.js";
import { RoleV6Schema } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { UserV2Schema } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import {
  LabelValuesSchema,
  type LabelValues,
} from "#lib/proto/gen/teleport/legacy/types/wrappers/wrappers_pb.js";
import type { clientsFor } from "../../contract/sandbox/teleport/grpc-client.ts";

/*
 * Teleport's resources in the form of tctl. What is not spelled out here travels under `rest`, the whole message: a
 * document without it writes a resource that has nothing else, as it would with the real one.
 */
type Clients = ReturnType<typeof clientsFor>;
export type Json = Readonly<Record<string, unknown>>;

export interface Kind {
  get(to: Clients, name: string): Promise<readonly Json[]>;
  exists(to: Clients, document: Json): Promise<boolean>;
  write(to: Clients, document: Json, exists: boolean): Promise<unknown>;
  remove(to: Clients, name: string): Promise<unknown>;
}

const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((part, key) => (part as Json | undefined)?.[key], value);
const text = (value: unknown, ...path: string[]): string => {
  const found = at(value, ...path);
  return typeof found === "string" ? found : "";
};
export const nameOf = (document: unknown) => text(document, "metadata", "name");

function base<D extends DescMessage>(
  schema: D,
  document: unknown,
  empty: MessageInitShape<D>,
): MessageShape<D> {
  const rest = text(document, "rest");
  return rest === "" ? create(schema, empty) : fromBinary(schema, Buffer.from(rest, "base64"));
}

const restOf = <D extends DescMessage>(schema: D, message: MessageShape<D>) =>
  Buffer.from(toBinary(schema, message)).toString("base64");

const metadata = (from: Metadata | undefined) => ({ name: from?.Name, labels: { ...from?.Labels } });

function named<M extends { Metadata?: Metadata | undefined }>(
  message: M,
  document: unknown,
): M & { Metadata: Metadata } {
  message.Metadata ??= create(MetadataSchema);
  message.Metadata.Name = nameOf(document);
  message.Metadata.Namespace = "default";
  message.Metadata.Labels = { ...(at(document, "metadata", "labels") as Record<string, string> | undefined) };
  return message as M & { Metadata: Metadata };
}

const lists = (values: LabelValues | undefined) =>
  Object.fromEntries(Object.entries(values?.Values ?? {}).map(([key, { Values }]) => [key, Values]));
const values = (from: unknown) =>
  create(LabelValuesSchema, {
    Values: Object.fromEntries(
      Object.entries((from as Record<string, string | string[]> | undefined) ?? {}).map(([key, list]) => [
        key,
        { Values: [list].flat() },
      ]),
    ),
  });

async function isThere(read: Promise<unknown>): Promise<boolean> {
  return read.then(
    () => true,
    () => false,
  );
}

const role: Kind = {
  async get({ auth }, name) {
    const message = await auth.getRole({ Name: name });
    const { AppLabels, AWSRoleARNs } = message.Spec?.Allow ?? {};
    const allow = { app_labels: lists(AppLabels), aws_role_arns: AWSRoleARNs };
    return [
      {
        kind: "role",
        version: message.Version,
        metadata: metadata(message.Metadata),
        spec: { allow },
        rest: restOf(RoleV6Schema, message),
      },
    ];
  },
  exists: ({ auth }, document) => isThere(auth.getRole({ Name: nameOf(document) })),
  async write({ auth }, document, exists) {
    const Role = named(base(RoleV6Schema, document, { Kind: "role", Spec: { Allow: {} } }), document);
    Role.Version = text(document, "version");
    const allow = Role.Spec?.Allow;
    if (allow) {
      allow.AppLabels = values(at(document, "spec", "allow", "app_labels"));
      allow.AWSRoleARNs = (at(document, "spec", "allow", "aws_role_arns") ?? []) as string[];
    }
    if (!exists) return auth.createRole({ Role });
    // `-f` writes over whatever revision is there.
    Role.Metadata.Revision = (await auth.getRole({ Name: nameOf(document) })).Metadata?.Revision ?? "";
    return auth.updateRole({ Role });
  },
  remove: ({ auth }, Name) => auth.deleteRole({ Name }),
};

const user: Kind = {
  async get({ users }, name) {
    const { user: message } = await users.getUser({ name });
    const spec = { roles: message?.Spec?.Roles, traits: lists(message?.Spec?.Traits) };
    return [
      {
        kind: "user",
        metadata: metadata(message?.Metadata),
        spec,
        rest: message ? restOf(UserV2Schema, message) : "",
      },
    ];
  },
  exists: ({ users }, document) => isThere(users.getUser({ name: nameOf(document) })),
  async write({ users }, document) {
    const written = named(base(UserV2Schema, document, { Kind: "user", Spec: {} }), document);
    if (written.Spec) {
      written.Spec.Roles = (at(document, "spec", "roles") ?? []) as string[];
      written.Spec.Traits = values(at(document, "spec", "traits"));
    }
    const { user: now } = await users.getUser({ name: nameOf(document) });
    written.Metadata.Revision = now?.Metadata?.Revision ?? "";
    return users.updateUser({ user: written });
  },
  remove: ({ users }, name) => users.deleteUser({ name }),
};

const integration: Kind = {
  async get({ integrations }, name) {
    const message = await integrations.getIntegration({ name });
    const aws = message.Spec?.SubKindSpec;
    return [
      {
        kind: "integration",
        sub_kind: message.Header?.SubKind,
        metadata: metadata(message.Header?.Metadata),
        spec: { aws_oidc: { role_arn: aws?.case === "AWSOIDC" ? aws.value.RoleARN : "" } },
        rest: restOf(IntegrationV1Schema, message),
      },
    ];
  },
  exists: ({ integrations }, document) => isThere(integrations.getIntegration({ name: nameOf(document) })),
  async write({ integrations }, document, exists) {
    const written = base(IntegrationV1Schema, document, {
      Header: { Kind: "integration", SubKind: text(document, "sub_kind") },
      Spec: { SubKindSpec: { case: "AWSOIDC", value: {} } },
    });
    const header = named(written.Header!, document);
    if (written.Spec?.SubKindSpec.case === "AWSOIDC")
      written.Spec.SubKindSpec.value.RoleARN = text(document, "spec", "aws_oidc", "role_arn");
    if (!exists) return integrations.createIntegration({ integration: written });
    const now = await integrations.getIntegration({ name: nameOf(document) });
    header.Metadata.Revision = now.Header?.Metadata?.Revision ?? "";
    return integrations.updateIntegration({ integration: written });
  },
  remove: ({ integrations }, name) => integrations.deleteIntegration({ name }),
};

async function appServers({ auth }: Clients, name: string) {
  const { Resources } = await auth.listResources({
    ResourceType: "app_server",
    Namespace: "default",
    Limit: 500,
  });
  return Resources.flatMap(({ resource }) =>
    resource.case === "AppServer" && resource.value.Metadata?.Name === name ? [resource.value] : [],
  );
}

const appServer: Kind = {
  async get(to, name) {
    const found = await appServers(to, name);
    if (found.length === 0) throw new Error(`app server ${JSON.stringify(name)} not found`);
    return found.map((message) => {
      const app = message.Spec?.App;
      const { URI, PublicAddr, Integration, Cloud, AWS } = app?.Spec ?? {};
      const aws = AWS?.ExternalID ? { aws: { external_id: AWS.ExternalID } } : {};
      const spec = { uri: URI, public_addr: PublicAddr, integration: Integration, cloud: Cloud, ...aws };
      return {
        kind: "app_server",
        metadata: metadata(message.Metadata),
        spec: { host_id: message.Spec?.HostID, app: { metadata: metadata(app?.Metadata), spec } },
        rest: restOf(AppServerV3Schema, message),
      };
    });
  },
  // `tctl create` writes over an app server whether it is told to or not.
  exists: () => Promise.resolve(false),
  write({ auth }, document) {
    const empty = {
      Kind: "app_server",
      Version: "v3",
      Spec: { App: { Kind: "app", Version: "v3", Spec: {} } },
    };
    const Server = named(base(AppServerV3Schema, document, empty), document);
    const inner = at(document, "spec", "app");
    if (Server.Spec?.App) {
      Server.Spec.HostID = text(document, "spec", "host_id");
      const { Spec: spec } = named(Server.Spec.App, inner);
      if (spec) {
        spec.URI = text(inner, "spec", "uri");
        spec.PublicAddr = text(inner, "spec", "public_addr");
        spec.Integration = text(inner, "spec", "integration");
        spec.Cloud = text(inner, "spec", "cloud");
        spec.AWS = create(AppAWSSchema, { ExternalID: text(inner, "spec", "aws", "external_id") });
      }
    }
    return auth.upsertApplicationServer({ Server });
  },
  async remove(to, name) {
    for (const { Spec } of await appServers(to, name)) {
      await to.auth.deleteApplicationServer({
        Namespace: "default",
        HostID: Spec?.HostID ?? "",
        Name: name,
      });
    }
  },
};

export const kinds: Readonly<Record<string, Kind>> = { role, user, integration, app_server: appServer };
