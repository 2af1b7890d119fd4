import { create } from "@bufbuild/protobuf";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldVerb, heldVerbs } from "#lib/domain/teleport/app-permissions-held.ts";
import { teleportPermissions } from "#lib/domain/teleport/app-permissions.ts";
import type { RoleRule } from "#lib/domain/teleport/types.ts";
import { RoleV6Schema } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { permits } from "#lib/sandbox/teleport/rbac/rules.ts";

const rule = (over: Partial<RoleRule>): RoleRule => ({
  role: "app",
  effect: "allow",
  kinds: ["role"],
  verbs: ["update"],
  conditional: false,
  ...over,
});
const deny = (over: Partial<RoleRule> = {}) => rule({ effect: "deny", ...over });
const where = { conditional: true };

describe("update on role", () => {
  test.each<[string, RoleRule[], string]>([
    ["no rule", [], "denied"],
    ["its rule", [rule({})], "allowed"],
    ["every verb", [rule({ verbs: ["*"] })], "allowed"],
    ["every kind", [rule({ kinds: ["*"] })], "allowed"],
    ["another verb", [rule({ verbs: ["read", "list"] })], "denied"],
    ["another kind", [rule({ kinds: ["user"] })], "denied"],
    ["a name that only begins so", [rule({ kinds: ["roles"] })], "denied"],
    ["a condition", [rule(where)], "unknown"],
    ["a condition, and a rule without", [rule(where), rule({ role: "other" })], "allowed"],
    ["a deny of all", [rule({}), deny({ kinds: ["*"], verbs: ["*"], role: "other" })], "denied"],
    ["a deny of another verb", [rule({}), deny({ verbs: ["delete"] })], "allowed"],
    ["a deny under a condition", [rule({}), deny(where)], "unknown"],
    ["a deny under a condition of what no rule allows", [deny(where)], "denied"],
  ])("with %s: %s", (_what, rules, verdict) => {
    expect(heldVerb(rules, { kind: "role", verb: "update" }).verdict).toBe(verdict);
  });
});

const names = (...list: string[]) => fc.subarray([...list, "*"], { minLength: 1, maxLength: 2 });
const rules = fc.array(
  fc.record({
    effect: fc.constantFrom("allow" as const, "allow" as const, "deny" as const),
    kinds: names("role", "user", "integration"),
    verbs: names("list", "read", "update"),
    conditional: fc.boolean(),
  }),
  { maxLength: 5 },
);

test("where the answer is certain, a cluster gives the same", () => {
  fc.assert(
    fc.property(rules, fc.constantFrom(...teleportPermissions), (list, { kind, verb }) => {
      const { verdict } = heldVerb(
        list.map((one) => rule(one)),
        { kind, verb },
      );
      if (verdict === "unknown") return;
      const side = (effect: string) => ({
        Rules: list
          .filter((one) => one.effect === effect)
          .map(({ kinds, verbs, conditional }) => ({
            Resources: kinds,
            Verbs: verbs,
            Where: conditional ? "true" : "",
          })),
      });
      const role = create(RoleV6Schema, { Spec: { Allow: side("allow"), Deny: side("deny") } });
      expect(permits([role], kind, verb)).toBe(verdict === "allowed");
    }),
  );
});

test("all that the app needs is asked for unless told otherwise", () => {
  const held = heldVerbs([rule({ kinds: ["*"], verbs: ["*"] })]);
  expect(held.map(({ kind, verb }) => `${verb} ${kind}`)).toEqual(
    teleportPermissions.map(({ kind, verb }) => `${verb} ${kind}`),
  );
  expect(held.filter(({ verdict }) => verdict !== "allowed")).toEqual([]);
});
