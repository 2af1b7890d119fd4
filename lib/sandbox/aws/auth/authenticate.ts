import { createHash, timingSafeEqual } from "node:crypto";
import { AwsError } from "../api/aws-error.ts";
import type { Service } from "../api/xml.ts";
import type { Caller } from "../policy/caller.ts";
import { findCredential } from "../store/directory.ts";
import type { AccessKey, Session } from "../store/model.ts";
import type { View } from "../store/store.ts";
import { sessionCaller, userCaller } from "./callers.ts";
import { readAuthorization, verifySignature, type SignedRequest } from "./sigv4.ts";

const unknownToken = () =>
  new AwsError("InvalidClientTokenId", 403, "The security token included in the request is invalid.");

export interface Authenticated {
  readonly caller: Caller;
  readonly region: string;
}

/** Finds out who signed the request; every failure is AWS's own. */
export function authenticate(
  view: View,
  request: SignedRequest,
  service: Service,
  nowMs: number,
): Authenticated {
  const header = request.headers.authorization;
  if (header === undefined) {
    throw new AwsError("MissingAuthenticationToken", 403, "Request is missing Authentication Token");
  }
  const authorization = readAuthorization(header);
  const credential = findCredential(view, authorization.accessKeyId);
  if (!credential) throw unknownToken();
  const given = request.headers["x-amz-security-token"];
  checkToken(credential, typeof given === "string" ? given : undefined);
  verifySignature(request, authorization, credential.secret, service, nowMs);
  return { caller: callerFor(view, credential, nowMs), region: authorization.region };
}

/** The console's federation endpoint takes the three parts of a session's credentials instead of a signature. */
export function sessionFromParts(
  view: View,
  parts: { sessionId: string; sessionKey: string; sessionToken: string },
  nowMs: number,
): { session: Session; caller: Caller } {
  const credential = findCredential(view, parts.sessionId);
  if (credential?.kind !== "session" || !sameText(credential.secret, parts.sessionKey)) throw unknownToken();
  checkToken(credential, parts.sessionToken);
  return { session: credential, caller: callerFor(view, credential, nowMs) };
}

function callerFor(view: View, credential: AccessKey | Session, nowMs: number): Caller {
  const identity = view.byId(credential.kind === "session" ? credential.roleId : credential.userId);
  if (credential.kind === "access-key") {
    if (identity?.kind !== "user") throw unknownToken();
    return userCaller(view, identity);
  }
  if (nowMs >= credential.expiresAtMs) {
    throw new AwsError("ExpiredToken", 403, "The security token included in the request is expired");
  }
  if (identity?.kind !== "role") throw unknownToken();
  return sessionCaller(view, identity, credential);
}

function checkToken(credential: AccessKey | Session, given: string | undefined): void {
  if (credential.kind === "access-key") {
    if (given !== undefined) throw unknownToken();
    return;
  }
  if (given === undefined || !sameText(hashToken(given), credential.tokenHash)) throw unknownToken();
}

/** The state keeps tokens only as hashes: nothing that reads it can replay one. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

function sameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}
