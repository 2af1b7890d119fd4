import { decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { z } from "zod";
import { assertionAlgorithms, type AssertionAlgorithm, type AssertionKey } from "./assertion-keys.ts";

/** The header in which Teleport tells an application who is asking. */
export const assertionHeader = "teleport-jwt-assertion";

/** What Teleport says of the person, as it was when their app session began. */
export interface Assertion {
  userName: string;
  roles: readonly string[];
  traits: Readonly<Record<string, readonly string[]>>;
  /** When it was made, in milliseconds since 1970. */
  issuedAtMs: number;
  /** The end of the Teleport session, in milliseconds since 1970. */
  expiresAtMs: number;
}

export interface AssertionRules {
  /** The cluster's name. */
  issuer: string;
  /** TELEPORT_APP_URI, to the letter. */
  audience: string;
}

export type AssertionRefusal =
  | "malformed"
  | "algorithm"
  | "issuer"
  | "audience"
  | "expired"
  | "not-yet-valid"
  | "signature";

export type AssertionVerdict =
  | { ok: true; assertion: Assertion }
  | {
      ok: false;
      refusal: AssertionRefusal;
      /** What the token says instead, for the log; never the token. */
      found: string;
    };

const claims = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  sub: z.string().min(1),
  username: z.string().min(1).optional(),
  exp: z.number(),
  nbf: z.number().optional(),
  iat: z.number(),
  roles: z.array(z.string()).nullish(),
  traits: z.record(z.string(), z.array(z.string()).nullish()).nullish(),
});
type Claims = z.infer<typeof claims>;

interface Reading {
  algorithm: AssertionAlgorithm;
  keyId: string;
  claims: Claims;
}

function refuse(
  refusal: AssertionRefusal,
  found = "",
): { ok: false; refusal: AssertionRefusal; found: string } {
  return { ok: false, refusal, found };
}

/** Takes the token apart. Nothing of it is believed yet. */
function read(token: string): { ok: true; value: Reading } | ReturnType<typeof refuse> {
  try {
    const header = decodeProtectedHeader(token);
    const algorithm = assertionAlgorithms.find((name) => name === header.alg);
    if (!algorithm) return refuse("algorithm", String(header.alg));
    const parsed = claims.safeParse(decodeJwt(token));
    if (!parsed.success) return refuse("malformed", parsed.error.issues[0]?.path.join(".") ?? "");
    return { ok: true, value: { algorithm, keyId: header.kid ?? "", claims: parsed.data } };
  } catch {
    // Not three parts, no JSON: whatever it is, it is no token.
    return refuse("malformed");
  }
}

/** The audience is this app and nobody else: a token that is good elsewhere too could be replayed from there. */
function refusedClaim({ iss, aud, sub, username, exp, nbf }: Claims, rules: AssertionRules, now: Date) {
  const nowSeconds = now.getTime() / 1000;
  const audiences = [aud].flat();
  if (iss !== rules.issuer) return refuse("issuer", iss);
  if (audiences.length !== 1 || audiences[0] !== rules.audience)
    return refuse("audience", audiences.join(", "));
  if (exp <= nowSeconds) return refuse("expired", new Date(exp * 1000).toISOString());
  if (nbf !== undefined && nbf > nowSeconds)
    return refuse("not-yet-valid", new Date(nbf * 1000).toISOString());
  if (username !== undefined && username !== sub) return refuse("malformed", "username");
  return null;
}

/**
 * Verifies an assertion against the keys. The header's key id is a hint at most (Teleport's may be blank), so every
 * key of the algorithm is tried; keys and addresses of keys that the token itself carries are never looked at.
 */
export async function verifyAssertion(
  token: string,
  rules: AssertionRules,
  keys: readonly AssertionKey[],
  now: Date,
): Promise<AssertionVerdict> {
  const reading = read(token);
  if (!reading.ok) return reading;
  const { algorithm, keyId } = reading.value;
  const refused = refusedClaim(reading.value.claims, rules, now);
  if (refused) return refused;
  const candidates = keys
    .filter((key) => key.algorithm === algorithm)
    .toSorted((a, b) => Number(b.id === keyId) - Number(a.id === keyId));
  for (const { key } of candidates) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [algorithm],
        issuer: rules.issuer,
        audience: rules.audience,
        requiredClaims: ["exp", "iat", "sub"],
        currentDate: now,
      });
      return { ok: true, assertion: toAssertion(claims.parse(payload)) };
    } catch {
      // Not signed by this key; another one may fit.
    }
  }
  return refuse("signature", `${algorithm}, key id “${keyId}”`);
}

function toAssertion({ sub, roles, traits, iat, exp }: Claims): Assertion {
  return {
    userName: sub,
    roles: roles ?? [],
    traits: Object.fromEntries(Object.entries(traits ?? {}).map(([name, values]) => [name, values ?? []])),
    issuedAtMs: iat * 1000,
    expiresAtMs: exp * 1000,
  };
}
