import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { IncomingMessage } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTeleport, type TeleportSandbox } from "#lib/sandbox/teleport/server.ts";

let sandbox: TeleportSandbox;
beforeAll(async () => {
  sandbox = await startTeleport({ proxyPort: 0, webPort: 0, dir: null, awsEndpoint: null });
});
afterAll(() => sandbox.close());

const asked = {
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  // The example of RFC 6455, 1.3.
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-protocol": "alpn",
};

async function upgrade(headers: Record<string, string>, path = "/webapi/connectionupgrade") {
  const outgoing = request({
    host: "127.0.0.1",
    port: sandbox.proxyPort,
    servername: "teleport.acme.test",
    ca: readFileSync(sandbox.caFile),
    path,
    headers,
    agent: false,
  });
  outgoing.end();
  const [response] = (await Promise.race([once(outgoing, "upgrade"), once(outgoing, "response")])) as [
    IncomingMessage,
  ];
  response.destroy();
  return response;
}

test.each(["alpn", "alpn-ping"])("the proxy agrees to a WebSocket of the sub-protocol %s", async (name) => {
  const response = await upgrade({ ...asked, "sec-websocket-protocol": name });
  expect(response.statusCode).toBe(101);
  expect(response.headers).toMatchObject({
    upgrade: "websocket",
    "sec-websocket-accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
    "sec-websocket-protocol": name,
  });
});

test.each([
  ["another sub-protocol", { ...asked, "sec-websocket-protocol": "chat" }],
  ["another version", { ...asked, "sec-websocket-version": "8" }],
  ["another kind of upgrade", { ...asked, upgrade: "h2c" }],
])("%s is refused", async (_what, headers) => {
  expect((await upgrade(headers)).statusCode).toBe(400);
});

test("another path is no way in", async () => {
  expect((await upgrade(asked, "/webapi/ping")).statusCode).toBe(400);
});
