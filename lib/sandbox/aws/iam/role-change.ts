import { authorize, callerOf, type Call } from "../api/call.ts";
import type { ContextEntry } from "../policy/context.ts";
import { keyOf } from "../store/keys.ts";
import { findRole } from "../store/directory.ts";
import type { Role } from "../store/model.ts";
import { existingRole, roleNameOf, roleResource } from "./rules.ts";
import { resourceTagContext } from "./tags.ts";

/** The role that a call names, once the caller is known to be allowed the call's action on it. */
export function authorizedRole(call: Call, context: readonly ContextEntry[] = []): Role {
  const { accountId } = callerOf(call);
  const name = roleNameOf(call.input);
  const role = findRole(call.view, accountId, name);
  authorize(call, `iam:${call.action}`, roleResource(call, accountId, name), [
    ...resourceTagContext(role?.tags ?? []),
    ["iam:PermissionsBoundary", role?.boundary],
    ...context,
  ]);
  return existingRole(call, accountId, name);
}

export function saveRole(call: Call, role: Role): void {
  call.commit([{ key: keyOf(role), entity: role }]);
}
