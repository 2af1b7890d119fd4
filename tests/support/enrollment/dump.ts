import {
  GetAccountAuthorizationDetailsCommand,
  GetOpenIDConnectProviderCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  type GetAccountAuthorizationDetailsResponse,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { toJson, type DescMessage, type MessageShape } from "@bufbuild/protobuf";
import { AppServerV3Schema } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import { IntegrationV1Schema } from "#lib/proto/gen/teleport/legacy/types/integration_pb.js";
import { RoleV6Schema } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { UserV2Schema } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import type { Sandbox } from "#lib/sandbox/run/sandbox.ts";
import { accountAccessRoleName, development, production, staging } from "#lib/sandbox/seed/company.ts";
import { clientsFor } from "../../contract/sandbox/teleport/grpc-client.ts";

/** Everything that both systems hold, by name: two dumps of equal systems are equal. */
export type Dump = Record<string, unknown>;

interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** The administrator's client in one of the seeded accounts, apart from the app's own. */
export async function iamOf(sandbox: Sandbox, accountId: string): Promise<IAMClient> {
  const at = { region: "us-east-1", endpoint: sandbox.aws.url };
  return new IAMClient({ ...at, credentials: await keysOf(sandbox, accountId) });
}

export async function keysOf(sandbox: Sandbox, accountId: string): Promise<Keys> {
  const own: Keys = sandbox.aws.credentials;
  if (accountId === production.accountId) return own;
  const sts = new STSClient({ region: "us-east-1", endpoint: sandbox.aws.url, credentials: own });
  const RoleArn = `arn:aws:iam::${accountId}:role/${accountAccessRoleName}`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "dump" }));
  sts.destroy();
  return {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
}

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** Order of tags and of policies says nothing; when a role was last used is no state. */
function settled(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(settled).toSorted(byText);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "RoleLastUsed" && key !== "$metadata");
  return Object.fromEntries(entries.map(([key, part]) => [key, settled(part)]));
}

async function accountDetails(iam: IAMClient): Promise<GetAccountAuthorizationDetailsResponse[]> {
  const pages: GetAccountAuthorizationDetailsResponse[] = [];
  let Marker: string | undefined;
  do {
    const page = await iam.send(new GetAccountAuthorizationDetailsCommand({ Marker, MaxItems: 1000 }));
    pages.push(page);
    Marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (Marker !== undefined);
  return pages;
}

async function dumpAccount(sandbox: Sandbox, accountId: string): Promise<Dump> {
  const iam = await iamOf(sandbox, accountId);
  const pages = await accountDetails(iam);
  const { OpenIDConnectProviderList = [] } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
  const dump: Dump = {};
  for (const page of pages) {
    for (const role of page.RoleDetailList ?? []) dump[role.Arn ?? ""] = settled(role);
    for (const user of page.UserDetailList ?? []) dump[user.Arn ?? ""] = settled(user);
    for (const policy of page.Policies ?? []) dump[policy.Arn ?? ""] = settled(policy);
  }
  for (const { Arn = "" } of OpenIDConnectProviderList) {
    dump[Arn] = settled(
      await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: Arn })),
    );
  }
  iam.destroy();
  return dump;
}

/** As the cluster sends it, unknown to the app or not; a revision is new with each write. */
function row<D extends DescMessage>(schema: D, message: MessageShape<D>): unknown {
  return JSON.parse(
    JSON.stringify(toJson(schema, message), (key, value: unknown) =>
      /^revision$/i.test(key) ? undefined : value,
    ),
  );
}

async function dumpCluster(sandbox: Sandbox): Promise<Dump> {
  const clients = clientsFor(sandbox.teleport);
  const [{ integrations }, { Resources }, { Roles }, { users }] = await Promise.all([
    clients.integrations.listIntegrations({ limit: 500 }),
    clients.auth.listResources({ ResourceType: "app_server", Namespace: "default", Limit: 500 }),
    clients.auth.listRoles({ Limit: 500 }),
    clients.users.listUsers({ pageSize: 500 }),
  ]);
  clients.close();
  const dump: Dump = {};
  for (const one of integrations) {
    dump[`integration ${one.Header?.Metadata?.Name}`] = row(IntegrationV1Schema, one);
  }
  for (const { resource } of Resources) {
    if (resource.case !== "AppServer") continue;
    const { value } = resource;
    dump[`app ${value.Metadata?.Name} ${value.Spec?.HostID}`] = row(AppServerV3Schema, value);
  }
  for (const one of Roles) dump[`role ${one.Metadata?.Name}`] = row(RoleV6Schema, one);
  for (const one of users) dump[`user ${one.Metadata?.Name}`] = row(UserV2Schema, one);
  return dump;
}

export async function dumpOf(sandbox: Sandbox): Promise<Dump> {
  return {
    ...(await dumpAccount(sandbox, production.accountId)),
    ...(await dumpAccount(sandbox, development.accountId)),
    ...(await dumpAccount(sandbox, staging.accountId)),
    ...(await dumpCluster(sandbox)),
  };
}

/** What is there no more, what is new, and what differs. */
export function movedBetween(before: Dump, after: Dump): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).toSorted();
}
