import type { RequestContext } from "./context.ts";
import type { Policy } from "./document.ts";

/** Who makes a request: an IAM user, or a session of a role. */
export interface Caller {
  readonly accountId: string;
  /** What GetCallerIdentity says: for a session without the role's path. */
  readonly arn: string;
  readonly userId: string;
  /** The user's or the role's own ARN, with path. */
  readonly principalArn: string;
  /** `AIDA…` or `AROA…`: what stored trust policies name. */
  readonly principalId: string;
  readonly isSession: boolean;
  readonly identityPolicies: readonly Policy[];
  readonly boundary: Policy | null;
  /** Empty: the session was not narrowed. */
  readonly sessionPolicies: readonly Policy[];
  /** Condition keys that tell of the caller. */
  readonly context: RequestContext;
}
