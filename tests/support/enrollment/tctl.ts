import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { load } from "js-yaml";
import {
  LabelValuesSchema,
  StringValuesSchema,
} from "#lib/proto/gen/teleport/legacy/types/wrappers/wrappers_pb.js";
import { create } from "@bufbuild/protobuf";
import { roleFromJson } from "#lib/sandbox/teleport/faults/resource-json.ts";
import { clientsFor } from "../../contract/sandbox/teleport/grpc-client.ts";

/*
 * What tctl does with the lines and documents of the app's scripts, against the sandbox: without any of the app's own
 * code. Reads SANDBOX_PROXY_PORT and the identity's variables.
 */
const env = (name: string) => process.env[name] ?? "";

type Json = Record<string, unknown>;
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((part, key) => (part as Json | undefined)?.[key], value);

const clients = () =>
  clientsFor({
    proxyPort: Number(env("SANDBOX_PROXY_PORT")),
    identityFile: env("TELEPORT_IDENTITY_FILE"),
    caFile: env("TELEPORT_CA_FILE"),
  });

type Clients = ReturnType<typeof clients>;

const writers: Readonly<Record<string, (to: Clients, document: unknown) => Promise<unknown>>> = {
  /** Of a user only the trait is written. */
  user: async ({ users }, document) => {
    const { user } = await users.getUser({ name: named(document).Name });
    const arns = at(document, "spec", "traits", "aws_role_arns") as string[] | undefined;
    if (arns === undefined) delete user?.Spec?.Traits?.Values["aws_role_arns"];
    return users.updateUser(user ? { user } : {});
  },
  role: ({ auth }, document) => auth.createRole({ Role: roleFromJson(document) }),
  integration: ({ integrations }, document) => {
    const RoleARN = String(at(document, "spec", "aws_oidc", "role_arn"));
    return integrations.createIntegration({
      integration: {
        Header: { Kind: "integration", SubKind: String(at(document, "sub_kind")), Metadata: named(document) },
        Spec: { SubKindSpec: { case: "AWSOIDC", value: { RoleARN } } },
      },
    });
  },
  app_server: ({ auth }, document) => {
    const app = at(document, "spec", "app");
    const text = (key: string) => String(at(app, "spec", key) ?? "");
    return auth.upsertApplicationServer({
      Server: {
        Kind: "app_server",
        Version: "v3",
        Metadata: named(document),
        Spec: {
          HostID: String(at(document, "spec", "host_id")),
          App: {
            Kind: "app",
            Version: "v3",
            Metadata: { ...named(app), Labels: at(app, "metadata", "labels") as Record<string, string> },
            Spec: {
              URI: text("uri"),
              PublicAddr: text("public_addr"),
              Integration: text("integration"),
              Cloud: text("cloud"),
            },
          },
        },
      },
    });
  },
};

const named = (document: unknown) => ({
  Name: String(at(document, "metadata", "name")),
  Namespace: "default",
});

const removers: Readonly<Record<string, (to: Clients, name: string) => Promise<unknown>>> = {
  role: ({ auth }, Name) => auth.deleteRole({ Name }),
  integration: ({ integrations }, name) => integrations.deleteIntegration({ name }),
  app_server: async ({ auth }, name) => {
    const { Resources } = await auth.listResources({
      ResourceType: "app_server",
      Namespace: "default",
      Limit: 500,
    });
    for (const { resource } of Resources) {
      if (resource.case !== "AppServer" || resource.value.Metadata?.Name !== name) continue;
      const HostID = resource.value.Spec?.HostID ?? "";
      await auth.deleteApplicationServer({ Namespace: "default", HostID, Name: name });
    }
  },
};

async function remove(reference: string): Promise<void> {
  const [kind = "", name = ""] = reference.split("/");
  const to = removers[kind];
  if (!to) throw new Error(`No kind of ${reference}`);
  const open = clients();
  await to(open, name);
  open.close();
}

async function createFrom(path: string): Promise<void> {
  const document = load(readFileSync(path, "utf8"));
  const write = writers[String(at(document, "kind"))];
  if (!write) throw new Error(`No kind of ${path}`);
  const open = clients();
  await write(open, document);
  open.close();
}

async function readUser(name: string): Promise<void> {
  const { users, close } = clients();
  const { user } = await users.getUser({ name });
  close();
  const traits = Object.entries(user?.Spec?.Traits?.Values ?? {}).map(([key, { Values }]) => [key, Values]);
  const spec = { roles: user?.Spec?.Roles, traits: Object.fromEntries(traits) };
  process.stdout.write(`${JSON.stringify([{ kind: "user", metadata: { name }, spec }])}\n`);
}

async function updateUser(name: string, set: { roles?: string; arns?: string }): Promise<void> {
  const { users, close } = clients();
  const { user } = await users.getUser({ name });
  if (!user?.Spec) throw new Error(`No user ${name}`);
  if (set.roles !== undefined) user.Spec.Roles = set.roles.split(",");
  if (set.arns !== undefined) {
    user.Spec.Traits ??= create(LabelValuesSchema);
    user.Spec.Traits.Values["aws_role_arns"] = create(StringValuesSchema, { Values: set.arns.split(",") });
  }
  await users.updateUser({ user });
  close();
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    force: { type: "boolean", short: "f" },
    format: { type: "string" },
    "set-roles": { type: "string" },
    "set-aws-role-arns": { type: "string" },
  },
});
const [command = "", first = "", second = ""] = positionals;
if (command === "create" && values.force === true) await createFrom(first);
else if (command === "rm") await remove(first);
else if (command === "get" && values.format === "json") await readUser(first.replace("user/", ""));
else if (command === "users" && first === "update") {
  const roles = values["set-roles"];
  const arns = values["set-aws-role-arns"];
  await updateUser(second, {
    ...(roles === undefined ? {} : { roles }),
    ...(arns === undefined ? {} : { arns }),
  });
} else throw new Error(`tctl ${process.argv.slice(2).join(" ")}`);
