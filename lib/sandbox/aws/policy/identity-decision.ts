import type { Caller } from "./caller.ts";
import { evaluate, type AccessRequest } from "./evaluate.ts";

/** `because` completes AWS's sentence "… is not authorized to perform …". */
export type Decision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly explicit: boolean; readonly because: string };

const kinds = [
  { name: "identity-based policy", article: "an", of: (caller: Caller) => caller.identityPolicies },
  {
    name: "permissions boundary",
    article: "a",
    of: (caller: Caller) => (caller.boundary ? [caller.boundary] : null),
  },
  {
    name: "session policy",
    article: "a",
    of: (caller: Caller) => (caller.sessionPolicies.length > 0 ? caller.sessionPolicies : null),
  },
] as const;

/** An explicit Deny anywhere, else all of identity policies, boundary and session policies must allow. */
export function decideByIdentity(caller: Caller, request: AccessRequest): Decision {
  return explicitDeny(caller, request) ?? limitedBy(caller, request, ["identity", "limits"]);
}

export function explicitDeny(caller: Caller, request: AccessRequest): Decision | null {
  for (const kind of kinds) {
    const policies = kind.of(caller);
    if (policies && evaluate(policies, request).effect === "deny") {
      return {
        allowed: false,
        explicit: true,
        because: `with an explicit deny in ${kind.article} ${kind.name}`,
      };
    }
  }
  return null;
}

/**
 * What implicit denies leave: `limits` are boundary and session policies alone, which still bind where a resource's
 * policy grants to the role's ARN.
 */
export function limitedBy(
  caller: Caller,
  request: AccessRequest,
  parts: readonly ("identity" | "limits")[],
): Decision {
  for (const kind of kinds) {
    if (!parts.includes(kind.name === "identity-based policy" ? "identity" : "limits")) continue;
    const policies = kind.of(caller);
    if (policies && evaluate(policies, request).effect !== "allow") {
      const because = `because no ${kind.name} allows the ${request.action} action`;
      return { allowed: false, explicit: false, because };
    }
  }
  return { allowed: true };
}
