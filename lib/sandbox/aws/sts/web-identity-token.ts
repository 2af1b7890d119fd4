import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JWTPayload,
} from "jose";
import { AwsError } from "../api/aws-error.ts";
import { IssuerUnreachable, type Issuers } from "../auth/issuers.ts";
import type { OidcProvider } from "../store/model.ts";

const invalidToken = (message: string) => new AwsError("InvalidIdentityToken", 400, message);

const notJwt = () =>
  invalidToken(
    "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
  );

const noKey = () =>
  invalidToken(
    "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
  );

/** The issuer that a token names, before anything about it is believed. */
export function issuerOf(token: string): string {
  try {
    const { iss } = decodeJwt(token);
    if (typeof iss === "string" && iss.startsWith("https://")) return iss;
  } catch (error) {
    if (!(error instanceof errors.JWTInvalid)) throw error;
  }
  throw notJwt();
}

export interface VerifiedToken {
  readonly subject: string;
  readonly audience: string;
}

export async function verifyToken(
  token: string,
  provider: OidcProvider,
  issuers: Issuers,
  nowMs: number,
): Promise<VerifiedToken> {
  const issuer = `https://${provider.url}`;
  const payload = await verifiedPayload(token, issuer, issuers, nowMs);
  const audience = audienceOf(payload, provider);
  if (typeof payload.sub !== "string" || payload.iat === undefined || payload.exp === undefined) {
    throw invalidToken("The ID Token provided is missing a required claim: sub, iat and exp are needed.");
  }
  return { subject: payload.sub, audience };
}

async function verifiedPayload(
  token: string,
  issuer: string,
  issuers: Issuers,
  nowMs: number,
): Promise<JWTPayload> {
  try {
    const known = await issuers.keys(issuer, nowMs);
    const { kid } = decodeProtectedHeader(token);
    const isMissing = kid !== undefined && !known.keys.some((key) => key["kid"] === kid);
    const jwks = isMissing ? await issuers.keys(issuer, nowMs, true) : known;
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), {
      issuer,
      algorithms: ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
      currentDate: new Date(nowMs),
    });
    return payload;
  } catch (error) {
    if (error instanceof IssuerUnreachable) {
      throw new AwsError("IDPCommunicationError", 400, `${issuer} could not be reached to verify the token.`);
    }
    throw translated(error, nowMs);
  }
}

function translated(error: unknown, nowMs: number): unknown {
  if (error instanceof errors.JWTExpired) {
    const now = Math.floor(nowMs / 1000);
    return new AwsError(
      "ExpiredTokenException",
      400,
      `Token expired: current date/time ${now} must be before the expiration date/time ${String(error.payload.exp)}`,
    );
  }
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSInvalid) return noKey();
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return invalidToken("The token's signature is invalid.");
  }
  return error instanceof errors.JOSEError ? notJwt() : error;
}

/** `azp` stands in for `aud` where a token has it. */
function audienceOf(payload: JWTPayload, provider: OidcProvider): string {
  const given = typeof payload["azp"] === "string" ? payload["azp"] : payload.aud;
  const candidates = given === undefined ? [] : Array.isArray(given) ? given : [given];
  const audience = candidates.find((candidate) => provider.audiences.includes(candidate));
  if (audience === undefined) throw invalidToken("Incorrect token audience");
  return audience;
}
