import type { Problem } from "#lib/domain/errors.ts";

/* What the edges of the app say of such failures. */

export const clusterUnreachable: Problem = {
  code: "teleport-unreachable",
  what: "The app cannot reach the Teleport cluster at teleport.acme.test:443.",
  why: "No answer came in time.",
  remedy: "Check TELEPORT_PROXY, the network, and that the cluster runs; then try again.",
  evidence: "teleport.acme.test:443: ETIMEDOUT",
};

export const identityMissing: Problem = {
  code: "teleport-identity-missing",
  what: "The Teleport identity file can't be read.",
  why: "There is no readable file at /var/lib/tbot/identity.",
  remedy: "Start tbot so that it writes the file, or correct TELEPORT_IDENTITY_FILE.",
  evidence: "/var/lib/tbot/identity",
};

export const identityExpired: Problem = {
  code: "teleport-identity-expired",
  what: "The Teleport identity of bot-aws-access expired at 2026-11-22 14:02 UTC.",
  why: "The file was not renewed in time: tbot has stopped, or can't reach the cluster.",
  remedy: "Restart tbot and look at its log, then try again.",
  evidence: "2026-11-22T14:02:07.000Z",
};

export const pingUnsupported: Problem = {
  code: "teleport-unsupported",
  what: "This cluster can't use the integration acme-production.",
  why: "Its version lacks the call.",
  remedy: "Upgrade the cluster to Teleport 17 or newer.",
  evidence: "AWSOIDCService/Ping: unimplemented",
};

export const credentialsMissing: Problem = {
  code: "aws-credentials-missing",
  what: "The app found no AWS credentials.",
  why: "Could not load credentials from any providers.",
  remedy:
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, or run the app with a role of the machine.",
  evidence: "sts:GetCallerIdentity: CredentialsProviderError",
};

export const otherAccount: Problem = {
  code: "aws-account-mismatch",
  what: "The AWS credentials belong to account 999999999999 (aws), not to account 123456789012 (aws).",
  why: "They were replaced since the account was opened, or the account needs a role to be reached through.",
  remedy:
    "Provide credentials of account 123456789012, or set the role that reaches it in the account's settings.",
  evidence: "arn:aws:sts::999999999999:assumed-role/platform/aws-access",
};

export function denied(action: string): Problem {
  return {
    code: "aws-access-denied",
    what: `AWS refused ${action}.`,
    why: "Nothing in a policy of the identity allows it.",
    remedy: "Allow this action in the app's policy, then read again.",
    evidence: `${action} on *`,
  };
}

export const identityNotRenewed: Problem = {
  code: "teleport-identity-not-renewed",
  what: "The Teleport identity of bot-aws-access is not renewed any more, and ends at 2026-11-22 14:42 UTC.",
  why: "Its file was written last at 2026-11-22 13:42 UTC; Machine ID writes it anew three times within its life.",
  remedy: "See whether tbot still runs, and look at its log. Until that time everything works.",
  evidence: "2026-11-22T14:42:07.000Z",
};
