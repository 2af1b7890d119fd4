import { callerOf, type Call, type Operations } from "../api/call.ts";

/** Needs no permission, and no Deny stops it. */
function getCallerIdentity(call: Call) {
  const caller = callerOf(call);
  return { Arn: caller.arn, UserId: caller.userId, Account: caller.accountId };
}

export const callerIdentityOperations: Operations = {
  GetCallerIdentity: { service: "sts", write: false, signed: true, run: getCallerIdentity },
};
