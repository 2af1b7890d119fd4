import { iamRead, iamWrite, type Call, type Operations } from "../api/call.ts";
import { pageOf } from "../api/paging.ts";
import { unmodifiable } from "../api/aws-error.ts";
import type { Role } from "../store/model.ts";
import { authorizedRole, saveRole } from "./role-change.ts";
import { isReserved } from "./rules.ts";
import { mergeTags, shownTags, tagContext, tagKeysOf, tagsOf, withoutTags } from "./tags.ts";

/** Service-linked roles may be tagged, roles of Identity Center may not. */
function refuseReserved(role: Role): void {
  if (isReserved(role.path)) throw unmodifiable(role.name);
}

function tagRole(call: Call) {
  const tags = tagsOf(call.input);
  const role = authorizedRole(call, tagContext(tags, []));
  refuseReserved(role);
  saveRole(call, { ...role, tags: mergeTags(role.tags, tags) });
  return undefined;
}

function untagRole(call: Call) {
  const keys = tagKeysOf(call.input);
  const role = authorizedRole(call, [["aws:TagKeys", keys]]);
  refuseReserved(role);
  saveRole(call, { ...role, tags: withoutTags(role.tags, keys) });
  return undefined;
}

function listRoleTags(call: Call) {
  const { items, more } = pageOf(call.input, authorizedRole(call).tags);
  return { Tags: shownTags(items), ...more };
}

export const roleTagOperations: Operations = {
  TagRole: iamWrite(tagRole),
  UntagRole: iamWrite(untagRole),
  ListRoleTags: iamRead(listRoleTags),
};
