import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { ErrorCode } from "#lib/domain/errors.ts";
import { homeOf } from "../home.ts";
import { observed, type Observation } from "../observation.ts";
import type { AnyChange } from "../resource.ts";
import { consentsOf } from "./integration/consents.ts";
import { planIntegration } from "./integration/plan.ts";
import { planPermissions } from "./permissions/plan.ts";

export interface UnreadPlan {
  /** Why the app plans nothing here. */
  words: string;
  /** What it would do if nothing of it were there yet. */
  changes: readonly AnyChange[];
}

/** Where a step's own parts in AWS can't be read: the step as it is in an untouched account. Null where they can. */
export function unreadPlan(o: Observation, step: "integration" | "permissions"): UnreadPlan | null {
  const parts = step === "integration" ? [o.aws, o.provider, o.integrationRole] : [o.aws, o.integrationRole];
  const unread = parts.find((part) => !part.ok && part.problem.code.startsWith("aws-"));
  if (unread === undefined || unread.ok) return null;
  const untouched = asIfUntouched(o, step);
  const plan =
    step === "integration"
      ? planIntegration(untouched, { consents: consentsOf(untouched).map(({ id }) => id) })
      : planPermissions(untouched);
  return { words: whyByHand(unread.problem.code), changes: plan.kind === "draft" ? plan.draft.changes : [] };
}

const asIfNew =
  "Below stands what it would do in an account where nothing of this is there yet. The script looks before each write, and leaves alone what exists: extend that by hand.";

function whyByHand(code: ErrorCode): string {
  return code === "aws-account-mismatch"
    ? `The app’s credentials lead to another account, so it writes nothing here. ${asIfNew}`
    : `The app can’t read this part of the account, so it plans and writes nothing here. ${asIfNew}`;
}

function asIfUntouched(o: Observation, step: "integration" | "permissions"): Observation {
  const { at } = o.aws;
  const { accountId, partition, integrationRoleArn } = homeOf(o);
  return {
    ...o,
    aws: observed({ accountId, partition, arn: "", userId: "", roleArn: null, expiresAt: null }, at),
    provider: observed(null, at),
    integrationRole: observed(step === "integration" ? null : bareRole(o, integrationRoleArn), at),
    ping: observed(null, at),
  };
}

function bareRole(o: Observation, arn: string): AwsRole {
  const { accountId, partition } = homeOf(o);
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  return {
    arn,
    accountId,
    partition,
    name,
    path: "/",
    roleId: "",
    description: null,
    createdAt: null,
    trustPolicy: "",
    tags: null,
    inlinePolicies: [],
    attachedPolicies: [],
    boundary: null,
    lastUsedAt: null,
  };
}
