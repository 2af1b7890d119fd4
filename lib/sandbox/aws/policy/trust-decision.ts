import type { Caller } from "./caller.ts";
import type { Policy, Statement } from "./document.ts";
import { actionApplies, conditionsHold, strongest, type AccessRequest } from "./evaluate.ts";
import { decideByIdentity, explicitDeny, limitedBy, type Decision } from "./identity-decision.ts";

/**
 * How far a grant reaches past the caller's own policies, in one account:
 * - `session`: names the very session, or everyone: nothing but an explicit Deny stops it;
 * - `principal`: names the user or role: a role's boundary and session policies still bind;
 * - `account`: hands the decision to the account: the caller's own policies must allow too.
 */
type Reach = "session" | "principal" | "account";

const denied = (request: AccessRequest, explicit: boolean): Decision => ({
  allowed: false,
  explicit,
  because: explicit
    ? "with an explicit deny in a role trust policy"
    : `because no role trust policy allows the ${request.action} action`,
});

/** AssumeRole: the trust policy and the caller's own policies, by AWS's evaluation logic. */
export function decideAssumeRole(
  trust: Policy,
  roleAccountId: string,
  caller: Caller,
  request: AccessRequest,
): Decision {
  const refused = explicitDeny(caller, request);
  if (refused) return refused;
  const reaches: Reach[] = [];
  for (const statement of trust.statements) {
    if (!actionApplies(statement, request.action)) continue;
    const reach = reachOf(statement, caller);
    if (reach === null || !conditionsHold(trust, statement, request.context)) continue;
    if (statement.effect === "Deny") return denied(request, true);
    reaches.push(reach);
  }
  if (reaches.length === 0) return denied(request, false);
  if (caller.accountId !== roleAccountId) return decideByIdentity(caller, request);
  if (reaches.includes("session")) return { allowed: true };
  const ofPrincipal = reaches.includes("principal");
  if (ofPrincipal && !caller.isSession) return { allowed: true };
  return limitedBy(caller, request, ofPrincipal ? ["limits"] : ["identity", "limits"]);
}

function reachOf(statement: Statement, caller: Caller): Reach | null {
  const named = statement.principals.filter((p) => p.type === "AWS").map((p) => p.value);
  if (named.includes("*") || (caller.isSession && named.includes(caller.arn))) return "session";
  if (named.includes(caller.principalId)) return "principal";
  const account = [caller.accountId, `arn:aws:iam::${caller.accountId}:root`];
  return named.some((value) => account.includes(value)) ? "account" : null;
}

/** AssumeRoleWithWebIdentity: nobody is signed in yet, so the trust policy decides alone. */
export function webIdentityIsTrusted(trust: Policy, providerArn: string, request: AccessRequest): boolean {
  const matched = trust.statements.filter(
    (statement) =>
      actionApplies(statement, request.action) &&
      statement.principals.some((p) => isFederated(p.type, p.value, providerArn)) &&
      conditionsHold(trust, statement, request.context),
  );
  return strongest(matched) === "allow";
}

function isFederated(type: string, value: string, providerArn: string): boolean {
  return (type === "Federated" && value === providerArn) || (type === "AWS" && value === "*");
}
