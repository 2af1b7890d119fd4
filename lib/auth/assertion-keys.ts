import { importJWK } from "jose";
import { z } from "zod";
import { AppError } from "#lib/domain/errors.ts";

/** What Teleport signs with: RSA in clusters of the legacy suite, P-256 in all others. */
export const assertionAlgorithms = ["RS256", "ES256"] as const;
export type AssertionAlgorithm = (typeof assertionAlgorithms)[number];

/** One public key, tied to the one algorithm that it may verify. */
export interface AssertionKey {
  id: string;
  algorithm: AssertionAlgorithm;
  key: Awaited<ReturnType<typeof importJWK>>;
}

const usage = { kid: z.string().default(""), use: z.literal("sig").default("sig") };
const base64Url = z.string().regex(/^[\w-]+$/);
const publicKey = z.discriminatedUnion("kty", [
  z.object({
    kty: z.literal("RSA"),
    n: base64Url,
    e: base64Url,
    alg: z.literal("RS256").default("RS256"),
    ...usage,
  }),
  z.object({
    kty: z.literal("EC"),
    crv: z.literal("P-256"),
    x: base64Url,
    y: base64Url,
    alg: z.literal("ES256").default("ES256"),
    ...usage,
  }),
]);

/**
 * The usable keys of a JSON Web Key Set. The algorithm is the key's, never the token's: a public RSA key can't be taken
 * for the secret of an HMAC. Keys of other kinds, and private or symmetric parts, are left out.
 */
export async function readKeySet(text: string): Promise<readonly AssertionKey[]> {
  const keys = listKeys(text);
  const usable = await Promise.all(keys.map(readKey));
  return usable.filter((key) => key !== null);
}

function listKeys(text: string): readonly unknown[] {
  try {
    return z.object({ keys: z.array(z.unknown()) }).parse(JSON.parse(text)).keys;
  } catch (error) {
    throw new AppError(
      {
        code: "teleport-unknown",
        what: "The proxy's answer at /.well-known/jwks.json is not a set of keys.",
        why: "Without the cluster's keys nobody's sign-in can be verified.",
        remedy: "Check that TELEPORT_PROXY is the web address of the cluster's proxy.",
        evidence: "/.well-known/jwks.json",
      },
      { cause: error },
    );
  }
}

async function readKey(candidate: unknown): Promise<AssertionKey | null> {
  const parsed = publicKey.safeParse(candidate);
  if (!parsed.success) return null;
  const { alg: algorithm, kid: id, use: _use, ...jwk } = parsed.data;
  try {
    return { id, algorithm, key: await importJWK(jwk, algorithm) };
  } catch {
    // A point that is not on the curve, or the like: it can verify nothing.
    return null;
  }
}
