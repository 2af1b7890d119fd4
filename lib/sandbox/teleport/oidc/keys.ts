import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, type JWK } from "jose";

/** A signing key and what its verifiers see of it. */
export interface SigningKey {
  privateKey: KeyObject;
  publicJwk: JWK;
}

export async function openSigningKey(pem: string, alg: "RS256" | "ES256"): Promise<SigningKey> {
  const privateKey = createPrivateKey(pem);
  const jwk = await exportJWK(createPublicKey(privateKey));
  const kid = await calculateJwkThumbprint(jwk);
  return { privateKey, publicJwk: { ...jwk, kid, use: "sig", alg } };
}
