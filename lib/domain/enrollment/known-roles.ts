import type { RoleScan } from "#lib/domain/aws/types.ts";
import type { ErrorCode } from "#lib/domain/errors.ts";
import type { Observation, Observed } from "./observation.ts";

/**
 * All roles of the account, or, where they can't be listed, those that an admin named. Whoever draws a conclusion from a
 * role that is missing has to ask for `scan` itself.
 */
export function knownRoles({ scan, named }: Pick<Observation, "scan" | "named">): Observed<RoleScan> {
  return scan.ok || named === null ? scan : { ok: true, value: named.scan, at: named.at };
}

const unlistable: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "aws-access-denied",
  "aws-unsupported",
  "aws-account-mismatch",
]);

/** The roles can't be listed, and will not be before somebody changes permissions or credentials. */
export function meansUnlistable(code: ErrorCode): boolean {
  return unlistable.has(code);
}

export function isUnlistable(scan: Observed<RoleScan>): boolean {
  return !scan.ok && meansUnlistable(scan.problem.code);
}
