import type { Problem } from "#lib/domain/errors.ts";
import { homeOf } from "../home.ts";
import { observed, type Observation } from "../observation.ts";
import type { AnyChange } from "../resource.ts";
import { wrongAccount } from "./aws-refusal.ts";
import { planIntegration } from "./integration/plan.ts";

/** Why the app can't work in the account, though the cluster answers; null where it can. */
export function unreadAccount(o: Observation): Problem | null {
  const unread = [o.aws, o.provider, o.integrationRole].find((part) => !part.ok);
  return unread?.ok === false ? unread.problem : wrongAccount(o);
}

/** All that step 1 makes, as if nothing of it were there: for somebody who can look. Empty where Teleport is not read either. */
export function firstStepUnseen(o: Observation): readonly AnyChange[] {
  const { accountId, partition } = homeOf(o);
  const { at } = o.aws;
  const unseen: Observation = {
    ...o,
    aws: observed({ accountId, partition, arn: "", userId: "", roleArn: null, expiresAt: null }, at),
    provider: observed(null, at),
    integrationRole: observed(null, at),
  };
  const planned = planIntegration(unseen, { consents: [] });
  return planned.kind === "draft" ? planned.draft.changes : [];
}
