import { afterAll, beforeAll, expect, test } from "vitest";
import { openAssertionVerifier } from "#lib/auth/assertion-verifier.ts";
import { openKeySource } from "#lib/auth/key-source.ts";
import { openAppTokenKeys } from "#lib/teleport/app-token-keys.ts";
import { startTeleport, type TeleportSandbox } from "#lib/sandbox/teleport/server.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";
import { pingDocument, startFakeProxy } from "../teleport/fake-proxy.ts";
import { controlJson } from "./served-app.ts";

const audience = "http://127.0.0.1:3000";
let sandbox: TeleportSandbox;
beforeAll(async () => {
  sandbox = await startTeleport({ proxyPort: 0, webPort: 0, dir: null, awsEndpoint: null });
});
afterAll(() => sandbox.close());

function openVerifier() {
  const clock = new VirtualClock(new Date().toISOString());
  const keys = openAppTokenKeys({ proxyAddress: sandbox.proxyAddress, caFile: sandbox.caFile });
  return openAssertionVerifier(audience, openKeySource(keys, clock), clock);
}

async function tokenFor(user: string, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await controlJson(sandbox, "app-token", { user, audience, ...more });
  return (answer as { token: string }).token;
}

test("a token of the cluster says who is asking, with the roles and traits of the sign-in", async () => {
  const verdict = await openVerifier()(await tokenFor("carol"));
  expect(verdict).toMatchObject({
    ok: true,
    assertion: { userName: "carol", roles: ["sso-aws"], traits: { groups: ["cloud"] } },
  });
});

test.each([
  ["for another app", { audience: "http://127.0.0.1:8080" }, "audience"],
  ["of another cluster", { issuer: "leaf.acme.test" }, "issuer"],
  ["of a session that has ended", { ageSeconds: 3601 }, "expired"],
])("a token %s is refused, though the cluster's own key signed it", async (_what, more, refusal) => {
  expect(await openVerifier()(await tokenFor("alice", more))).toMatchObject({ ok: false, refusal });
});

test.each(["RS256", "ES256"])(
  "a rotation to %s is followed at the first token, and the old one still counts",
  async (algorithm) => {
    const verify = openVerifier();
    const before = await tokenFor("alice");
    expect((await verify(before)).ok).toBe(true);
    await controlJson(sandbox, "app-keys", { algorithm });
    const after = await tokenFor("alice");
    const verdicts = await Promise.all([verify(after), verify(before), verify(after)]);
    expect(verdicts.map(({ ok }) => ok)).toEqual([true, true, true]);
  },
);

test("keys are not taken from a proxy whose certificate is not trusted", async () => {
  const keys = openAppTokenKeys({ proxyAddress: sandbox.proxyAddress });
  await expect(keys.keySet()).rejects.toThrow("teleport-tls-untrusted");
});

test("a redirect to keys elsewhere is not followed", async () => {
  let asked = 0;
  const elsewhere = await startFakeProxy({
    certificateName: "teleport.acme.test",
    alpn: "http/1.1",
    answer: (_request, response) => {
      asked += 1;
      response.end('{"keys":[]}');
    },
  });
  const proxy = await startFakeProxy({
    certificateName: "teleport.acme.test",
    alpn: "http/1.1",
    answer: (request, response) => {
      if (request.url === "/webapi/ping") response.end(pingDocument("teleport.acme.test"));
      else response.writeHead(302, { location: `https://${elsewhere.address}/.well-known/jwks.json` }).end();
    },
  });
  const keys = openAppTokenKeys({ proxyAddress: proxy.address, caFile: proxy.caFile });
  expect(await keys.name()).toBe("teleport.acme.test");
  await expect(keys.keySet()).rejects.toThrow("teleport-unknown");
  expect(asked).toBe(0);
  await Promise.all([proxy.close(), elsewhere.close()]);
});
