import { createHmac, generateKeyPairSync, type KeyObject } from "node:crypto";
import { exportJWK, SignJWT, type JWK, type JWTHeaderParameters } from "jose";

export const issuer = "teleport.acme.test";
export const audience = "http://aws-access.internal:3000";
export const now = new Date("2026-03-01T12:00:00Z");
export const nowSeconds = now.getTime() / 1000;

export interface Signer {
  alg: "RS256" | "ES256";
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwk: JWK;
}

export async function makeSigner(alg: "RS256" | "ES256", kid?: string): Promise<Signer> {
  const { privateKey, publicKey } =
    alg === "RS256"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = { ...(await exportJWK(publicKey)), alg, use: "sig", ...(kid === undefined ? {} : { kid }) };
  return { alg, privateKey, publicKey, jwk };
}

export const keySet = (...signers: readonly Signer[]): string =>
  JSON.stringify({ keys: signers.map(({ jwk }) => jwk) });

/** The claims of Teleport's app tokens. */
export const goodClaims = {
  iss: issuer,
  sub: "alice",
  username: "alice",
  aud: [audience],
  roles: ["access", "editor"],
  traits: { logins: ["alice"], empty: null },
  nbf: nowSeconds - 10,
  iat: nowSeconds,
  exp: nowSeconds + 3600,
};

export async function sign(
  signer: Signer,
  claims: Record<string, unknown> = {},
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  const payload = Object.fromEntries(
    Object.entries({ ...goodClaims, ...claims }).filter(([, value]) => value !== undefined),
  );
  return await new SignJWT(payload)
    .setProtectedHeader({ alg: signer.alg, typ: "JWT", ...header })
    .sign(signer.privateKey);
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token that nobody signed. */
export function unsigned(claims: Record<string, unknown> = goodClaims): string {
  return `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.`;
}

/** A token whose HMAC is made with a text that everybody knows: the public key. */
export function hmacWith(secret: string | Buffer): string {
  const content = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(goodClaims)}`;
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}
