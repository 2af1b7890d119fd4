import { generateKeyPairSync } from "node:crypto";
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { oidcDocuments } from "#lib/sandbox/teleport/oidc/documents.ts";
import { openSigningKey } from "#lib/sandbox/teleport/oidc/keys.ts";
import { IntegrationTokens } from "#lib/sandbox/teleport/oidc/tokens.ts";

const issuer = "https://teleport.acme.test";
const now = new Date("2026-03-01T12:00:00Z");
const seconds = now.getTime() / 1000;

async function openKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return openSigningKey(privateKey.export({ type: "pkcs8", format: "pem" }).toString(), "RS256");
}

test("a token carries Teleport's claims, is RS256 with a blank key id, and verifies by the key set", async () => {
  const key = await openKey();
  const token = await new IntegrationTokens(issuer, key, () => now).mint("system:proxy", "alice");
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: "RS256", kid: "" });
  const documents = oidcDocuments(issuer, key, { publicKeys: [] });
  const jwks = documents.paths.get("/.well-known/jwks-oidc") as Parameters<typeof createLocalJWKSet>[0];
  const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), { currentDate: now });
  expect(payload).toMatchObject({
    iss: issuer,
    sub: "system:proxy",
    aud: "discover.teleport",
    obo: "user:alice",
    iat: seconds - 10,
    nbf: seconds - 10,
  });
  expect(payload.jti).toMatch(/^[0-9a-f-]{36}$/);
  expect(payload.exp).toBeGreaterThan(seconds);
});
