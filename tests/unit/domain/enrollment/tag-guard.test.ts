import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tagGuard } from "#lib/domain/enrollment/tag-guard.ts";
import { contextOf } from "#lib/sandbox/aws/policy/context.ts";
import { readPolicy } from "#lib/sandbox/aws/policy/document.ts";
import { evaluate } from "#lib/sandbox/aws/policy/evaluate.ts";
import { awsIdentity } from "../../../support/observation/aws.ts";
import { accountId } from "../../../support/observation/names.ts";
import { enrolled, seen, unread } from "../../../support/observation/observation.ts";

const own = `arn:aws:iam::${accountId}:role/platform/aws-access`;
const o = enrolled([], {
  aws: seen(awsIdentity({ arn: `arn:aws:sts::${accountId}:assumed-role/aws-access/s`, roleArn: own })),
});
const guard = tagGuard(o);
const target = `arn:aws:iam::${accountId}:role/team/Reader`;

/** What the policy says, by the sandbox's evaluation of policies, to a call that names these tag keys. */
function effect(action: string, tagKeys: readonly string[] | null, by: string, resource = target) {
  const policy = readPolicy(guard?.parts[0]?.content ?? "");
  const context = contextOf([
    ["aws:PrincipalArn", by],
    ["aws:TagKeys", tagKeys],
  ]);
  return evaluate([policy], { action, resource, context }).effect;
}

const others = fc.constantFrom(
  `arn:aws:iam::${accountId}:role/Admin`,
  `arn:aws:iam::${accountId}:user/eve`,
  `arn:aws:iam::${accountId}:role/aws-access`,
  `arn:aws:iam::${accountId}:root`,
);
const setters = fc.constantFrom("iam:TagRole", "iam:UntagRole", "iam:CreateRole");
const otherKeys = fc.array(fc.string({ minLength: 1 }).map((key) => `x${key}`));
const spelling = fc
  .array(fc.boolean(), { minLength: 24, maxLength: 24 })
  .map((upper) => [..."teleport.dev/integration"].map((c, at) => (upper[at] ? c.toUpperCase() : c)).join(""));

describe("the service control policy for the tag", () => {
  test("keeps everybody else from setting or removing it, however it is spelled, and among whatever other tags", () => {
    fc.assert(
      fc.property(setters, spelling, otherKeys, others, (action, key, more, by) => {
        expect(effect(action, [...more, key], by)).toBe("deny");
      }),
    );
  });

  test("lets the app set it", () => {
    fc.assert(
      fc.property(setters, spelling, otherKeys, (action, key, more) => {
        expect(effect(action, [key, ...more], own)).toBe("none");
      }),
    );
  });

  test("says nothing to any other tag, to a role made without tags, and to other calls", () => {
    fc.assert(
      fc.property(setters, otherKeys, others, (action, keys, by) => {
        expect(effect(action, keys, by)).toBe("none");
        expect(effect(action, null, by)).toBe("none");
        expect(effect("iam:UpdateAssumeRolePolicy", null, by)).toBe("none");
      }),
    );
  });

  test("excepts the app by the role behind its session, or as a user; where neither is known there is none", () => {
    const user = `arn:aws:iam::${accountId}:user/aws-access`;
    const guardOf = (arn: string, roleArn: string | null) =>
      tagGuard(enrolled([], { aws: seen(awsIdentity({ arn, roleArn })) }));
    expect(guardOf(user, null)?.parts[0]?.content).toContain(`"${user}"`);
    expect(guardOf(`arn:aws:sts::${accountId}:assumed-role/aws-access/s`, null)).toBeNull();
    expect(tagGuard(enrolled([], { aws: unread() }))).toBeNull();
  });
});
