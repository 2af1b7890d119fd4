import { resourceTagContext } from "../iam/tags.ts";
import type { ContextEntry } from "../policy/context.ts";
import type { Role } from "../store/model.ts";

/** Condition keys that tell of the role to be assumed: its tags, and whose it is. */
export function targetContext(role: Pick<Role, "accountId" | "tags">): ContextEntry[] {
  return [...resourceTagContext(role.tags), ["aws:ResourceAccount", role.accountId]];
}
