import { callerOf, notAuthorized, type Call, type Operations } from "../api/call.ts";
import { tagContext } from "../iam/tags.ts";
import { contextOf, mergeContexts, type ContextEntry } from "../policy/context.ts";
import { readPolicy } from "../policy/document.ts";
import { decideAssumeRole } from "../policy/trust-decision.ts";
import { accountFromArn, findRole, nameFromArn, roleArn } from "../store/directory.ts";
import type { Role } from "../store/model.ts";
import { openSession } from "./open-session.ts";
import { grantedSeconds, sessionInput, sessionTags } from "./session-input.ts";
import { targetContext } from "./target-context.ts";

function assumeRole(call: Call) {
  const caller = callerOf(call);
  const { input } = call;
  const wanted = sessionInput(call);
  const externalId = input.optionalText("ExternalId", {
    min: 2,
    max: 1224,
    pattern: /^[\w+=,.@:/-]*$/,
  });
  const sourceIdentity =
    input.optionalText("SourceIdentity", { min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ }) ?? null;
  const tags = sessionTags(call);
  const transitiveTagKeys = input.list("TransitiveTagKeys", { min: 1, max: 128 });
  const found = findRole(call.view, accountFromArn(wanted.roleArn), nameFromArn(wanted.roleArn));
  const role = found && roleArn(found) === wanted.roleArn ? found : null;
  const context: ContextEntry[] = [
    ["sts:ExternalId", externalId],
    ["sts:RoleSessionName", wanted.sessionName],
    ["sts:SourceIdentity", sourceIdentity],
    ["sts:TransitiveTagKeys", transitiveTagKeys.length > 0 ? transitiveTagKeys : null],
    ...tagContext(tags, []),
  ];
  const actions = [
    "sts:AssumeRole",
    ...(tags.length > 0 ? ["sts:TagSession"] : []),
    ...(sourceIdentity === null ? [] : ["sts:SetSourceIdentity"]),
  ];
  for (const action of actions) {
    const refusal = refusalOf(call, role, action, context);
    if (refusal !== null) throw notAuthorized(caller, action, wanted.roleArn, refusal);
  }
  if (!role) throw notAuthorized(caller, "sts:AssumeRole", wanted.roleArn, "");
  return openSession(call, role, {
    sessionName: wanted.sessionName,
    seconds: grantedSeconds(wanted.durationSeconds, role.maxSessionSeconds, caller.isSession),
    chained: caller.isSession,
    sessionPolicies: wanted.sessionPolicies,
    tags,
    transitiveTagKeys,
    sourceIdentity,
    federatedProvider: null,
  });
}

/** Null when allowed. A role that does not exist is refused in the words of one that trusts nobody. */
function refusalOf(
  call: Call,
  role: Role | null,
  action: string,
  context: readonly ContextEntry[],
): string | null {
  if (!role) return `because no role trust policy allows the ${action} action`;
  const caller = callerOf(call);
  const request = {
    action,
    resource: roleArn(role),
    context: mergeContexts(call.context, caller.context, contextOf([...targetContext(role), ...context])),
  };
  const decision = decideAssumeRole(readPolicy(role.trust), role.accountId, caller, request);
  return decision.allowed ? null : decision.because;
}

export const assumeRoleOperations: Operations = {
  AssumeRole: { service: "sts", write: false, signed: true, run: assumeRole },
};
