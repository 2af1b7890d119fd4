import { expect, test } from "vitest";
import { roleFromJson } from "#lib/sandbox/teleport/faults/resource-json.ts";
import { permits } from "#lib/sandbox/teleport/rbac/rules.ts";

const role = (allow: object[], deny: object[] = []) =>
  roleFromJson({ metadata: { name: "r" }, spec: { allow: { rules: allow }, deny: { rules: deny } } });
const rule = (resources: string[], verbs: string[], where = "") => ({ resources, verbs, where });

test("a rule permits the verbs that it names on the kinds that it names", () => {
  const roles = [role([rule(["role"], ["list", "read"])])];
  expect(permits(roles, "role", "read")).toBe(true);
  expect(permits(roles, "role", "update")).toBe(false);
  expect(permits(roles, "user", "read")).toBe(false);
});

test("wildcards stand for every kind and verb", () => {
  expect(permits([role([rule(["*"], ["*"])])], "integration", "use")).toBe(true);
});

test("a deny of any role wins", () => {
  const roles = [role([rule(["*"], ["*"])]), role([], [rule(["role"], ["delete"])])];
  expect(permits(roles, "role", "delete")).toBe(false);
  expect(permits(roles, "role", "create")).toBe(true);
});

test("a rule with a condition grants nothing and denies all that it names", () => {
  const where = 'equals(resource.metadata.name, "x")';
  expect(permits([role([rule(["role"], ["read"], where)])], "role", "read")).toBe(false);
  const denying = [role([rule(["*"], ["*"])], [rule(["role"], ["read"], where)])];
  expect(permits(denying, "role", "read")).toBe(false);
});
