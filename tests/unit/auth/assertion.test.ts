import { exportSPKI } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { readKeySet, type AssertionKey } from "#lib/auth/assertion-keys.ts";
import { verifyAssertion } from "#lib/auth/assertion.ts";
import {
  audience,
  goodClaims,
  hmacWith,
  issuer,
  keySet,
  makeSigner,
  now,
  nowSeconds,
  sign,
  unsigned,
  type Signer,
} from "./signing.ts";

const rules = { issuer, audience };
let rsa: Signer;
let ec: Signer;
let stranger: Signer;
let keys: readonly AssertionKey[];

beforeAll(async () => {
  rsa = await makeSigner("RS256", "rsa");
  ec = await makeSigner("ES256", "ec");
  stranger = await makeSigner("ES256", "ec");
  keys = await readKeySet(keySet(rsa, ec));
});

const verify = (token: string) => verifyAssertion(token, rules, keys, now);

describe("an assertion of the cluster", () => {
  it.each(["RS256", "ES256"] as const)("signed with %s says who is asking", async (alg) => {
    const verdict = await verify(await sign(alg === "RS256" ? rsa : ec));
    expect(verdict).toEqual({
      ok: true,
      assertion: {
        userName: "alice",
        roles: ["access", "editor"],
        traits: { logins: ["alice"], empty: [] },
        issuedAtMs: now.getTime(),
        expiresAtMs: now.getTime() + 3_600_000,
      },
    });
  });

  it.each([{}, { kid: "" }, { kid: "rsa" }, { kid: "unheard-of" }])(
    "may name its key as %j: every key is tried",
    async (header) => {
      const others = await Promise.all([makeSigner("ES256"), makeSigner("ES256", "")]);
      const many = await readKeySet(keySet(...others, stranger, rsa, ec));
      const verdict = await verifyAssertion(await sign(ec, {}, header), rules, many, now);
      expect(verdict.ok).toBe(true);
    },
  );

  it("may have its audience as one text, and lack roles and traits", async () => {
    const verdict = await verify(await sign(ec, { aud: audience, roles: undefined, traits: undefined }));
    expect(verdict).toMatchObject({ ok: true, assertion: { roles: [], traits: {} } });
  });
});

describe("an assertion is refused", () => {
  it.each([
    ["of another cluster", { iss: "leaf.acme.test" }, "issuer"],
    ["without an issuer", { iss: undefined }, "malformed"],
    ["for another app", { aud: ["http://wiki.internal:8080"] }, "audience"],
    ["for a prefix of our address", { aud: ["http://aws-access.internal"] }, "audience"],
    ["for our address and another one", { aud: [audience, "http://wiki.internal:8080"] }, "audience"],
    ["for nobody", { aud: [] }, "audience"],
    ["without an audience", { aud: undefined }, "malformed"],
    ["that ended this very second", { exp: nowSeconds }, "expired"],
    ["without an end", { exp: undefined }, "malformed"],
    ["whose end is a text", { exp: "never" }, "malformed"],
    ["that begins later", { nbf: nowSeconds + 60 }, "not-yet-valid"],
    ["without a user", { sub: "" }, "malformed"],
    ["that names two users", { username: "admin@acme" }, "malformed"],
    ["whose roles are no list", { roles: "editor" }, "malformed"],
  ])("%s", async (_what, claims, refusal) => {
    expect(await verify(await sign(ec, claims))).toMatchObject({ ok: false, refusal });
  });

  it("signed by a key that the cluster does not list, whatever key id it claims", async () => {
    expect(await verify(await sign(stranger, {}, { kid: "ec" }))).toMatchObject({ refusal: "signature" });
  });

  it("that brings its own key, or says where to find one", async () => {
    for (const header of [
      { jwk: stranger.jwk },
      { jku: "https://evil.example/jwks.json" },
      { x5u: "https://evil.example/cert.pem" },
    ]) {
      expect(await verify(await sign(stranger, {}, header))).toMatchObject({ refusal: "signature" });
    }
  });

  it("that nobody signed", async () => {
    expect(await verify(unsigned())).toMatchObject({ refusal: "algorithm", found: "none" });
  });

  it("whose HMAC was made with our public key, in any of its forms", async () => {
    const pem = await exportSPKI(rsa.publicKey as never);
    const der = rsa.publicKey.export({ type: "spki", format: "der" });
    for (const secret of [pem, pem.trim(), der, JSON.stringify(rsa.jwk), rsa.jwk.n ?? ""]) {
      expect(await verify(hmacWith(secret))).toMatchObject({ refusal: "algorithm", found: "HS256" });
    }
  });

  it("changed after it was signed", async () => {
    const [header, , signature] = (await sign(ec)).split(".");
    const payload = Buffer.from(JSON.stringify({ ...goodClaims, sub: "bob", username: "bob" }));
    expect(await verify(`${header}.${payload.toString("base64url")}.${signature}`)).toMatchObject({
      refusal: "signature",
    });
  });

  it("signed with an algorithm that Teleport does not use", async () => {
    const token = await sign({ ...rsa, alg: "PS256" as never });
    expect(await verify(token)).toMatchObject({ refusal: "algorithm", found: "PS256" });
  });

  it.each(["", "a", "a.b.c", "a.b.c.d", "..", "e30.e30.e30", `${"x".repeat(20_000)}.y.z`])(
    "when it is no token: %j",
    async (text) => {
      expect(await verify(text)).toMatchObject({ ok: false });
    },
  );

  it("when the header came twice, joined as HTTP joins it", async () => {
    const token = await sign(ec);
    expect(await verify(`${token}, ${token}`)).toMatchObject({ ok: false });
  });
});

describe("a key set", () => {
  it("gives each key the one algorithm of its kind, and leaves out what signs nothing of ours", async () => {
    const { jwk } = ec;
    const odd = [
      { kty: "oct", k: "c2VjcmV0", alg: "HS256" },
      { ...rsa.jwk, alg: "PS256" },
      { ...rsa.jwk, use: "enc" },
      { ...jwk, crv: "P-384" },
      { ...jwk, y: jwk.x },
      "text",
      null,
    ];
    const { alg: _alg, use: _use, kid: _kid, ...bare } = rsa.jwk;
    const read = await readKeySet(JSON.stringify({ keys: [...odd, bare, jwk] }));
    expect(read.map(({ algorithm, id }) => [algorithm, id])).toEqual([
      ["RS256", ""],
      ["ES256", "ec"],
    ]);
  });

  it("that holds a private key still verifies with the public half only", async () => {
    const privateJwk = { ...rsa.jwk, ...rsa.privateKey.export({ format: "jwk" }) };
    const [key] = await readKeySet(JSON.stringify({ keys: [privateJwk] }));
    expect(key?.key).toMatchObject({ type: "public" });
  });

  it.each(["", "null", "[]", "{}", '{"keys":{}}'])("is refused when it is none: %j", async (text) => {
    await expect(readKeySet(text)).rejects.toThrow("teleport-unknown");
  });
});
