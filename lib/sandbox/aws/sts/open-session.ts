import { randomBytes } from "node:crypto";
import { hashToken } from "../auth/authenticate.ts";
import { sessionArn } from "../auth/callers.ts";
import type { Call } from "../api/call.ts";
import type { Output } from "../api/xml.ts";
import { keyOf } from "../store/keys.ts";
import type { Role, RoleUse, Session } from "../store/model.ts";
import { newAccessKeyId, newSecret } from "../store/unique-id.ts";
import { isoSeconds } from "../timestamp.ts";

export type NewSession = Pick<
  Session,
  | "sessionName"
  | "chained"
  | "sessionPolicies"
  | "tags"
  | "transitiveTagKeys"
  | "sourceIdentity"
  | "federatedProvider"
> & { readonly seconds: number };

/** Issues temporary credentials that are bound to the role, and notes that the role was used. */
export function openSession(call: Call, role: Role, wanted: NewSession): Output {
  const { seconds, ...kept } = wanted;
  const token = randomBytes(192).toString("base64");
  const session: Session = {
    kind: "session",
    accessKeyId: newAccessKeyId("ASIA"),
    secret: newSecret(),
    tokenHash: hashToken(token),
    accountId: role.accountId,
    roleId: role.id,
    issuedAtMs: call.nowMs,
    expiresAtMs: call.nowMs + seconds * 1000,
    ...kept,
  };
  const use: RoleUse = {
    kind: "role-use",
    accountId: role.accountId,
    roleId: role.id,
    usedAt: isoSeconds(call.nowMs),
    region: call.region,
  };
  call.commit([session, use].map((entity) => ({ key: keyOf(entity), entity })));
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secret,
      SessionToken: token,
      Expiration: isoSeconds(session.expiresAtMs),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${session.sessionName}`,
      Arn: sessionArn(role, session.sessionName),
    },
    ...(session.sourceIdentity === null ? {} : { SourceIdentity: session.sourceIdentity }),
  };
}
