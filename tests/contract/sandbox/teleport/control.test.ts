import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startTeleport, type TeleportSandbox } from "#lib/sandbox/teleport/server.ts";
import { clientsFor, control, type Clients } from "./grpc-client.ts";

let sandbox: TeleportSandbox;
let bot: Clients;

beforeEach(async () => {
  sandbox = await startTeleport({ proxyPort: 0, webPort: 0, dir: null, awsEndpoint: null });
  bot = clientsFor(sandbox);
});

afterEach(async () => {
  bot.close();
  await sandbox.close();
});

const role = (name: string) => ({ Role: { Version: "v8", Metadata: { Name: name }, Spec: {} } });
const faults = (...rules: unknown[]) => control(sandbox, "POST", "faults", rules);

async function exists(name: string): Promise<boolean> {
  const clients = clientsFor(sandbox);
  const { Roles } = await clients.auth.listRoles({ Limit: 100 });
  clients.close();
  return Roles.some(({ Metadata }) => Metadata?.Name === name);
}

test("the n-th call of a method meets an error, the ones around it don't", async () => {
  await faults({
    match: { method: "ListRoles", nth: 2, times: 2 },
    fault: { kind: "error", code: "RESOURCE_EXHAUSTED", message: "slow down" },
  });
  const codes: (Code | "OK")[] = [];
  for (let call = 0; call < 4; call += 1) {
    codes.push(
      await bot.auth.listRoles({ Limit: 1 }).then(
        () => "OK",
        (error) => ConnectError.from(error).code,
      ),
    );
  }
  expect(codes).toEqual(["OK", Code.ResourceExhausted, Code.ResourceExhausted, "OK"]);
});

test("a connection dropped before the write leaves nothing, dropped after it leaves the write", async () => {
  await faults(
    { match: { method: "CreateRole", nth: 1 }, fault: { kind: "drop", when: "before" } },
    { match: { method: "CreateRole", nth: 2 }, fault: { kind: "drop", when: "after" } },
  );
  await expect(bot.auth.createRole(role("before"))).rejects.toThrow(ConnectError);
  await expect(bot.auth.createRole(role("after"))).rejects.toThrow(ConnectError);
  expect([await exists("before"), await exists("after")]).toEqual([false, true]);
});

test("a held answer comes when it is released; the write is done already", async () => {
  await faults({ match: { method: "CreateRole" }, fault: { kind: "hold", when: "after" } });
  let answered = false;
  const call = bot.auth.createRole(role("held")).then(() => (answered = true));
  await vi.waitFor(async () =>
    expect(JSON.parse((await control(sandbox, "GET", "faults")).text)).toMatchObject({ held: 1 }),
  );
  expect([await exists("held"), answered]).toEqual([true, false]);
  await control(sandbox, "POST", "release");
  await expect(call).resolves.toBe(true);
});

test("a call held before the write has not written", async () => {
  await faults({ match: { method: "CreateRole" }, fault: { kind: "hold", when: "before" } });
  const call = bot.auth.createRole(role("held"));
  await vi.waitFor(async () =>
    expect(JSON.parse((await control(sandbox, "GET", "faults")).text)).toMatchObject({ held: 1 }),
  );
  expect(await exists("held")).toBe(false);
  await control(sandbox, "DELETE", "faults");
  await call;
  expect(await exists("held")).toBe(true);
});

test("a stale read answers with the state of so many writes ago", async () => {
  await bot.auth.createRole(role("one"));
  await bot.auth.createRole(role("two"));
  await faults({ match: { method: "ListRoles", nth: 1 }, fault: { kind: "stale-read", n: 1 } });
  const names = (await bot.auth.listRoles({ Limit: 100 })).Roles.map(({ Metadata }) => Metadata?.Name);
  expect(names).toContain("one");
  expect(names).not.toContain("two");
  expect(await exists("two")).toBe(true);
});

test("a rule names a service where the method alone is ambiguous", async () => {
  await faults({
    match: { method: "AWSOIDCService/Ping" },
    fault: { kind: "error", code: "UNIMPLEMENTED", message: "an older server" },
  });
  await expect(bot.auth.ping({})).resolves.toMatchObject({ ClusterName: "teleport.acme.test" });
  await expect(bot.awsOidc.ping({ roleArn: "x" })).rejects.toMatchObject({ code: Code.Unimplemented });
});

test("every call is written down with its caller, version and outcome, and counted", async () => {
  await control(sandbox, "DELETE", "requests");
  await bot.auth.ping({});
  await bot.auth.createRole(role("counted"));
  await bot.auth.getRole({ Name: "missing" }).catch(ConnectError.from);
  const { requests, counts } = JSON.parse((await control(sandbox, "GET", "requests")).text);
  expect(requests).toMatchObject([
    {
      method: "Ping",
      service: "proto.AuthService",
      caller: "bot-aws-access",
      write: false,
      clientVersion: "18.2.0",
      outcome: "OK",
    },
    { method: "CreateRole", write: true, outcome: "OK" },
    { method: "GetRole", write: false, outcome: "NotFound" },
  ]);
  expect(counts).toEqual({ total: 3, writes: 1, byMethod: { Ping: 1, CreateRole: 1, GetRole: 1 } });
});

test("the switches want their header, refuse web pages, and say what is wrong with a rule", async () => {
  const plain = await fetch(`${sandbox.webUrl}/_sandbox/faults`);
  expect(plain.status).toBe(403);
  const fromPage = await fetch(`${sandbox.webUrl}/_sandbox/faults`, {
    headers: { "x-sandbox": "1", origin: "https://evil.example" },
  });
  expect(fromPage.status).toBe(403);
  const wrong = await control(sandbox, "POST", "faults", [
    { fault: { kind: "error", code: "NOPE", message: "" } },
  ]);
  expect(wrong).toMatchObject({ status: 400, text: expect.stringContaining("NOPE") });
});

test("another writer can put and take resources", async () => {
  const app = { name: "acme", host_id: "h", integration: "acme", labels: { aws_account_id: "012345678901" } };
  expect((await control(sandbox, "PUT", "app-servers", app)).status).toBe(200);
  const { Resources } = await bot.auth.listResources({ ResourceType: "app_server", Limit: 50 });
  expect(Resources.map(({ resource }) => resource.value?.Metadata?.Name)).toContain("acme");
  expect((await control(sandbox, "DELETE", "app-servers", app)).status).toBe(200);
  expect((await control(sandbox, "DELETE", "app-servers", app)).status).toBe(404);
});
