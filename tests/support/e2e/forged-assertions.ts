import { createHmac, createPublicKey, generateKeyPairSync } from "node:crypto";
import { decodeJwt, SignJWT, type JWK } from "jose";
import { z } from "zod";

const keySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1) });

function withHeader(token: string, header: Record<string, unknown>): string {
  const encoded = Buffer.from(JSON.stringify({ typ: "JWT", ...header })).toString("base64url");
  return `${encoded}.${token.split(".")[1]}`;
}

/** The same claims, and nobody's signature. */
export function unsigned(token: string): string {
  return `${withHeader(token, { alg: "none" })}.`;
}

/** The same claims, signed with a key that the cluster does not have, and which the token brings along. */
export async function resigned(token: string): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return await new SignJWT(decodeJwt(token))
    .setProtectedHeader({ alg: "ES256", jwk: publicKey.export({ format: "jwk" }) as JWK })
    .sign(privateKey);
}

/** The same claims, and an HMAC whose secret everybody knows: the cluster's public key. */
export async function hmacWithPublicKey(token: string, keySetBase: string): Promise<string> {
  const answer = await fetch(`${keySetBase}/.well-known/jwks.json`);
  const [key] = keySet.parse(await answer.json()).keys;
  const pem = createPublicKey({ key: key as JWK, format: "jwk" }).export({ type: "spki", format: "pem" });
  const content = withHeader(token, { alg: "HS256" });
  return `${content}.${createHmac("sha256", pem).update(content).digest("base64url")}`;
}
