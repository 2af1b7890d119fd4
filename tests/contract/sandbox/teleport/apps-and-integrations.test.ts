import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppServerV3Schema, type AppServerV3 } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import {
  IntegrationV1Schema,
  type IntegrationV1,
} from "#lib/proto/gen/teleport/legacy/types/integration_pb.js";
import { startTeleport, type TeleportSandbox } from "#lib/sandbox/teleport/server.ts";
import { clientsFor, identityOf, type Clients } from "./grpc-client.ts";

let sandbox: TeleportSandbox;
let bot: Clients;

beforeAll(async () => {
  sandbox = await startTeleport({ proxyPort: 0, webPort: 0, dir: null, awsEndpoint: null });
  bot = clientsFor(sandbox);
});

afterAll(async () => {
  bot.close();
  await sandbox.close();
});

async function codeOf(call: Promise<unknown>): Promise<Code | "OK"> {
  return call.then(
    () => "OK" as const,
    (error: unknown) => ConnectError.from(error).code,
  );
}

function awsApp(name: string, hostId: string, labels: Record<string, string> = {}): AppServerV3 {
  const metadata = { Name: name, Labels: labels };
  return create(AppServerV3Schema, {
    Metadata: metadata,
    Spec: {
      HostID: hostId,
      App: {
        Metadata: metadata,
        Spec: {
          URI: "https://console.aws.amazon.com",
          PublicAddr: `${name}.teleport.acme.test`,
          Integration: name,
        },
      },
    },
  });
}

function integration(name: string, roleArn = "arn:aws:iam::012345678901:role/teleport"): IntegrationV1 {
  return create(IntegrationV1Schema, {
    Header: { SubKind: "aws-oidc", Metadata: { Name: name } },
    Spec: { SubKindSpec: { case: "AWSOIDC", value: { RoleARN: roleArn } } },
  });
}

async function listed(clients: Clients, more: { NeedTotalCount?: boolean } = {}): Promise<AppServerV3[]> {
  const { Resources } = await clients.auth.listResources({ ResourceType: "app_server", Limit: 100, ...more });
  return Resources.flatMap(({ resource }) => (resource.case === "AppServer" ? [resource.value] : []));
}

const namesOf = (servers: AppServerV3[]): string[] =>
  servers.map((server) => server.Metadata?.Name ?? "").sort();

test("the seed holds the account that Teleport's own wizard enrolled", async () => {
  const found = (await listed(bot)).find((server) => server.Metadata?.Name === "acme-development");
  expect(found?.Spec?.App?.Spec).toMatchObject({
    URI: "https://console.aws.amazon.com",
    PublicAddr: "acme-development.teleport.acme.test",
    Integration: "acme-development",
    Cloud: "AWS",
  });
  expect(found?.Spec?.App?.Metadata?.Labels).toEqual({ aws_account_id: "210987654321" });
  const enrolled = await bot.integrations.getIntegration({ name: "acme-development" });
  expect(enrolled.Header).toMatchObject({ Kind: "integration", SubKind: "aws-oidc" });
});

test("an app server is keyed by host and name: a second host is a replica, the same one is overwritten", async () => {
  await bot.auth.upsertApplicationServer({
    Server: awsApp("acme", "host-1", { aws_account_id: "012345678901" }),
  });
  await bot.auth.upsertApplicationServer({ Server: awsApp("acme", "host-2") });
  expect((await listed(bot)).filter((server) => server.Metadata?.Name === "acme")).toHaveLength(2);
  const deduplicated = await listed(bot, { NeedTotalCount: true });
  expect(deduplicated.filter((server) => server.Metadata?.Name === "acme")).toHaveLength(1);

  await bot.auth.upsertApplicationServer({ Server: awsApp("acme", "host-1", { team: "x" }) });
  const first = (await listed(bot)).find((server) => server.Spec?.HostID === "host-1");
  expect(first?.Spec?.App?.Metadata?.Labels).toEqual({ team: "x" });
  expect(first?.Spec?.App?.Spec?.Cloud).toBe("AWS");

  for (const HostID of ["host-1", "host-2"]) {
    await bot.auth.deleteApplicationServer({ Namespace: "default", HostID, Name: "acme" });
  }
  expect(await codeOf(bot.auth.deleteApplicationServer({ HostID: "host-1", Name: "acme" }))).toBe(
    Code.NotFound,
  );
});

test("app servers without host, app or address are refused", async () => {
  const upsert = (server: AppServerV3): Promise<Code | "OK"> =>
    codeOf(bot.auth.upsertApplicationServer({ Server: server }));
  const without = awsApp("acme", "host-1");
  delete without.Spec?.App?.Spec;
  expect(await upsert(awsApp("acme", ""))).toBe(Code.InvalidArgument);
  expect(await upsert(without)).toBe(Code.InvalidArgument);
  expect(await upsert({ ...awsApp("acme", "host-1"), scope: "/a" })).toBe(Code.InvalidArgument);
});

test("each caller sees the apps that the roles' labels match, and the ARNs that are theirs", async () => {
  expect(namesOf(await listed(bot))).toEqual(["acme-development", "aws-legacy", "wiki"]);

  const rules = { resources: ["app_server"], verbs: ["list", "read"] };
  const put = (collection: string, body: unknown): Promise<Response> =>
    fetch(`${sandbox.webUrl}/_sandbox/${collection}`, {
      method: "PUT",
      headers: { "x-sandbox": "1" },
      body: JSON.stringify(body),
    });
  await put("roles", { metadata: { name: "lister" }, spec: { allow: { rules: [rules] } } });
  await put("users", { name: "dana-lister", roles: ["lister", "aws_dev"] });
  const dana = clientsFor(sandbox, await identityOf(sandbox, "dana-lister"));
  const { Resources } = await dana.auth.listResources({
    ResourceType: "app_server",
    Limit: 10,
    IncludeLogins: true,
  });
  expect(Resources.map(({ Logins }) => Logins)).toEqual([["arn:aws:iam::210987654321:role/Developer"]]);
  expect(namesOf(await listed(dana))).toEqual(["acme-development"]);
  expect(await codeOf(dana.auth.upsertApplicationServer({ Server: awsApp("acme", "h") }))).toBe(
    Code.PermissionDenied,
  );
  dana.close();
});

test("app servers come in pages", async () => {
  const first = await bot.auth.listResources({ ResourceType: "app_server", Limit: 2 });
  const second = await bot.auth.listResources({
    ResourceType: "app_server",
    Limit: 2,
    StartKey: first.NextKey,
  });
  expect([first.Resources.length, second.Resources.length, second.NextKey]).toEqual([2, 1, ""]);
  expect(await codeOf(bot.auth.listResources({ ResourceType: "app_server" }))).toBe(Code.InvalidArgument);
});

test.each(["Acme", "acme.prod", "1acme", "acme-", "a".repeat(64), "acme_prod", ""])(
  "an integration named %j is refused",
  async (name) => {
    expect(await codeOf(bot.integrations.createIntegration({ integration: integration(name) }))).toBe(
      Code.InvalidArgument,
    );
  },
);

test("an integration is created once, updated by revision within its kind, and deleted alone", async () => {
  const created = await bot.integrations.createIntegration({ integration: integration("acme") });
  expect(await codeOf(bot.integrations.createIntegration({ integration: integration("acme") }))).toBe(
    Code.AlreadyExists,
  );
  expect(await codeOf(bot.integrations.updateIntegration({ integration: integration("acme") }))).toBe(
    Code.FailedPrecondition,
  );
  expect((await bot.integrations.updateIntegration({ integration: created })).Header?.Version).toBe("v1");
  expect(await codeOf(bot.integrations.createIntegration({ integration: integration("other", "") }))).toBe(
    Code.InvalidArgument,
  );

  await bot.auth.upsertApplicationServer({ Server: awsApp("acme", "host-1") });
  expect(
    await codeOf(bot.integrations.deleteIntegration({ name: "acme", deleteAssociatedResources: true })),
  ).toBe(Code.Unimplemented);
  await bot.integrations.deleteIntegration({ name: "acme" });
  expect(await codeOf(bot.integrations.getIntegration({ name: "acme" }))).toBe(Code.NotFound);
  expect(namesOf(await listed(bot))).toContain("acme");
  await bot.auth.deleteApplicationServer({ HostID: "host-1", Name: "acme" });
});

test("nobody but Teleport itself gets a token", async () => {
  expect(await codeOf(bot.integrations.generateAWSOIDCToken({ integration: "acme-development" }))).toBe(
    Code.PermissionDenied,
  );
});

test("Ping wants a name or a role, looks a name up whenever it is given, and needs the verb use", async () => {
  expect(await codeOf(bot.awsOidc.ping({}))).toBe(Code.InvalidArgument);
  const roleArn = "arn:aws:iam::012345678901:role/teleport";
  expect(await codeOf(bot.awsOidc.ping({ integration: "not-yet", roleArn }))).toBe(Code.NotFound);
  expect(await codeOf(bot.awsOidc.ping({ roleArn }))).toBe(Code.Unavailable);
  const bob = clientsFor(sandbox, await identityOf(sandbox, "bob"));
  expect(await codeOf(bob.awsOidc.ping({ roleArn }))).toBe(Code.PermissionDenied);
  bob.close();
});
