import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { grantRoute, mergeRoleArnsTrait, readsRoleArnsTrait } from "#lib/domain/teleport/user.ts";

import { teleportRole } from "../../../support/access-input.ts";

describe("the trait of a user's role ARNs", () => {
  test("is merged: what was there stays first, nothing comes twice", () => {
    const user = { traits: { aws_role_arns: ["b", "a"], logins: ["x"] } };
    expect(mergeRoleArnsTrait(user, ["c", "a", "c"])).toEqual(["b", "a", "c"]);
    expect(mergeRoleArnsTrait({ traits: {} }, ["c"])).toEqual(["c"]);
  });

  test("merging loses nothing, adds everything, and twice is once", () => {
    const arns = fc.array(fc.string());
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), arns, (before, added) => {
        const merged = mergeRoleArnsTrait({ traits: { aws_role_arns: before } }, added);
        expect(merged.slice(0, before.length)).toEqual(before);
        expect(new Set(merged)).toEqual(new Set([...before, ...added]));
        expect(mergeRoleArnsTrait({ traits: { aws_role_arns: merged } }, added)).toEqual(merged);
      }),
    );
  });

  test.each([
    ["{{internal.aws_role_arns}}", true],
    ["{{ internal.aws_role_arns }}", true],
    ['{{internal["aws_role_arns"]}}', true],
    ["{{external.aws_role_arns}}", true],
    ['{{regexp.replace(external.aws_role_arns, "a", "b")}}', true],
    ["{{external.aws_roles}}", false],
    ["arn:aws:iam::123456789012:role/internal.aws_role_arns", false],
  ])("a role with %s reads it: %s", (value, reads) => {
    const roles = [teleportRole({ name: "access", allow: { awsRoleArns: [value] } })];
    expect(readsRoleArnsTrait({ roles: ["access"] }, roles)).toBe(reads);
    expect(readsRoleArnsTrait({ roles: ["other"] }, roles)).toBe(false);
  });

  test("a deny rule with the template does not make it count", () => {
    const roles = [teleportRole({ name: "no", deny: { awsRoleArns: ["{{internal.aws_role_arns}}"] } })];
    expect(readsRoleArnsTrait({ roles: ["no"] }, roles)).toBe(false);
  });
});

describe("how access reaches a user", () => {
  const alice = { name: "alice", sso: null, isBot: false, isSystem: false };
  const sso = { connectorType: "saml", connectorId: "okta" };

  test.each([
    [alice, "direct", "Counts from alice's next sign-in."],
    [{ ...alice, sso }, "identity-provider", "saml connector okta"],
    [{ ...alice, isBot: true }, "never", "is a bot"],
    [{ ...alice, isSystem: true }, "never", "Teleport itself"],
    [{ ...alice, name: "bot-app" }, "never", "this app runs as"],
  ] as const)("%j goes the way %s", (user, route, words) => {
    const granted = grantRoute(user, "bot-app");
    expect(granted.route).toBe(route);
    expect(granted.words).toContain(words);
  });
});
