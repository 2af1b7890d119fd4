import type { TrustPatch } from "#lib/domain/aws/trust/patch.ts";
import type { ErrorCode, Problem } from "#lib/domain/errors.ts";

export type BlockedPatch = Extract<TrustPatch, { kind: "blocked" }>;

const codes: Readonly<Record<BlockedPatch["reason"], ErrorCode>> = {
  unreadable: "aws-malformed-policy",
  "explicit-deny": "aws-conflict",
  "dead-principal": "aws-dead-principal",
  "sid-taken": "aws-conflict",
  "too-long": "aws-quota",
};

const remedies: Readonly<Record<BlockedPatch["reason"], string>> = {
  unreadable: "Look at the trust policy in the IAM console, and correct it there.",
  "explicit-deny": "The owner of that statement must change it first.",
  "dead-principal": "Take the mended document by hand, then read the roles again.",
  "sid-taken": "Rename that statement, then read the roles again.",
  "too-long":
    "Raise the quota in the Service Quotas console (region us-east-1, service IAM, quota L-C07B4B0D), or shorten the policy.",
};

/** Why a trust policy can't be patched, as a problem; the mended document, if there is one, is its evidence. */
export function blockedProblem(roleName: string, patch: BlockedPatch): Problem {
  return {
    code: codes[patch.reason],
    what: `The trust policy of ${roleName} can't be changed.`,
    why: patch.words,
    remedy: remedies[patch.reason],
    ...(patch.mended === undefined ? {} : { evidence: patch.mended }),
  };
}
