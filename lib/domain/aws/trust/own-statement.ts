import type { JsonObject } from "../json.ts";
import type { ReadStatement } from "../policy-statement.ts";
import type { LivePrincipals } from "./dead-principals.ts";
import { isDeadPrincipal, isRoleId } from "./dead-principals.ts";
import { trustStatementSid } from "./sid.ts";

/** The statement of the guide, with a Sid of ours. No condition: one that others made must neither leak onto it nor be repeated. */
export function trustStatement(integrationRoleArn: string): JsonObject {
  return {
    Sid: trustStatementSid(integrationRoleArn),
    Effect: "Allow",
    Principal: { AWS: integrationRoleArn },
    Action: "sts:AssumeRole",
  };
}

/** The integration role by ARN, by id, or by the id that a role of this name had before it was made anew. */
export function isOwnPrincipal(
  value: string,
  own: { integrationRoleArn: string; integrationRoleId?: string | null },
  live: LivePrincipals,
): boolean {
  return (
    value === own.integrationRoleArn ||
    (value === own.integrationRoleId && value !== "") ||
    (isRoleId(value) && isDeadPrincipal(value, live))
  );
}

/** Ours: our Sid, an Allow, and nobody but the integration role in it. A statement that lets others in is no longer ours alone. */
export function isOwnStatement(
  statement: ReadStatement,
  own: { integrationRoleArn: string; integrationRoleId?: string | null },
  live: LivePrincipals,
): boolean {
  const { principal } = statement;
  return (
    statement.sid === trustStatementSid(own.integrationRoleArn) &&
    statement.effect === "Allow" &&
    principal !== null &&
    !principal.negated &&
    !principal.odd &&
    principal.members.length > 0 &&
    principal.members.every((member) => member.kind === "AWS" && isOwnPrincipal(member.value, own, live))
  );
}
