import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { evaluateAccess } from "#lib/domain/access/evaluate.ts";
import { explainAccess } from "#lib/domain/access/explain.ts";
import type { TeleportRole } from "#lib/domain/teleport/types.ts";

import { teleportRole } from "../../../support/access-input.ts";

const account = "123456789012";
const x = `arn:aws:iam::${account}:role/X`;
const prod = { name: "prod", labels: { aws_account_id: account } };
const here = { aws_account_id: [account] };
const grant = teleportRole({ name: "a", allow: { appLabels: here, awsRoleArns: [x] } });

function explain(roles: TeleportRole[], arn = x, names = roles.map(({ name }) => name)) {
  const { verdict, shown, facts } = explainAccess({
    user: { name: "alice", roles: names, traits: {} },
    roles,
    app: prod,
    arn,
  });
  return { verdict, shown, words: facts.map(({ words }) => words) };
}

describe("why a user may or may not use a role ARN on an app", () => {
  test("granted: the role is named", () => {
    expect(explain([grant])).toEqual({
      verdict: "granted",
      shown: true,
      words: ["Role a matches the app prod and lists the role ARN."],
    });
  });

  test("a denial is all that is told", () => {
    const byArn = teleportRole({ name: "no", deny: { awsRoleArns: [x] } });
    expect(explain([grant, byArn])).toEqual({
      verdict: "refused",
      shown: false,
      words: ["Role no denies the role ARN on every app."],
    });
    const byLabel = teleportRole({ name: "no", deny: { appLabels: { "*": ["*"] } } });
    expect(explain([grant, byLabel]).words).toEqual([
      "Role no denies the app prod by its labels, with everything in it.",
    ]);
  });

  test("a label that fails is named with both values", () => {
    const wrong = teleportRole({
      name: "a",
      allow: { appLabels: { aws_account_id: ["210987654321"] }, awsRoleArns: [x] },
    });
    expect(explain([wrong]).words).toEqual([
      `Role a lists the role ARN, but wants the label aws_account_id to be 210987654321, and the app prod has ${account}.`,
    ]);
    const absent = teleportRole({ name: "a", allow: { appLabels: { env: ["p", "q"] }, awsRoleArns: [x] } });
    expect(explain([absent]).words).toEqual([
      "Role a lists the role ARN, but wants the label env to be p or q, and the app prod has no such label.",
    ]);
  });

  test("a role without app_labels grants nothing, and says so", () => {
    expect(explain([teleportRole({ name: "a", allow: { awsRoleArns: [x] } })]).words).toEqual([
      "Role a lists the role ARN, but has no app_labels, so that it matches no app.",
    ]);
  });

  test("a missing trait is the reason why an ARN is not listed", () => {
    const sso = teleportRole({
      name: "sso",
      allow: { appLabels: here, awsRoleArns: ["{{external.aws_role_arns}}"] },
    });
    expect(explain([sso]).words).toEqual([
      "Role sso matches the app prod, but does not list the role ARN.",
      'Role sso has {{external.aws_role_arns}} among its role ARNs, which adds nothing: the user has no trait "aws_role_arns".',
    ]);
  });

  test("an ARN of another account is granted, but not shown", () => {
    const other = "arn:aws:iam::210987654321:role/X";
    const wide = teleportRole({ name: "a", allow: { appLabels: { "*": ["*"] }, awsRoleArns: [other] } });
    expect(explain([wide], other)).toMatchObject({ verdict: "granted", shown: false });
    expect(explain([wide], other).words[0]).toContain("belongs to account 210987654321");
  });

  test("a label expression makes it unknown, and is quoted", () => {
    const role = teleportRole({ name: "a", allow: { appLabelsExpression: "e", awsRoleArns: [x] } });
    expect(explain([role])).toEqual({
      verdict: "unknown",
      shown: false,
      words: [
        "Whether role a allows the app prod depends on the label expression e, which only Teleport evaluates.",
      ],
    });
  });

  test("a role that the cluster does not have is named", () => {
    expect(explain([], x, ["gone"]).words).toEqual([
      "The user holds role gone, which the cluster does not have.",
    ]);
  });

  test("there is always a fact", () => {
    expect(explain([teleportRole({})]).words).toEqual([
      "No role of alice matches the app or lists the role ARN.",
    ]);
  });
});

test("explanation and evaluation never disagree", () => {
  const arn = fc.constantFrom(
    x,
    `arn:aws:iam::${account}:role/Y`,
    "{{external.t}}",
    "{{strings.upper(external.t)}}",
  );
  const labels = fc.dictionary(
    fc.constantFrom("aws_account_id", "env", "*"),
    fc.array(fc.constantFrom("*", account, "p*", "^(?=x)$", "{{external.t}}"), { maxLength: 2 }),
    { maxKeys: 2 },
  );
  const side = fc.record({
    appLabels: labels,
    appLabelsExpression: fc.constantFrom("", "", "e"),
    awsRoleArns: fc.array(arn, { maxLength: 2 }),
  });
  const role = fc.record({ version: fc.constantFrom("v3", "v8"), allow: side, deny: side });
  fc.assert(
    fc.property(
      fc.array(role, { maxLength: 3 }),
      fc.constantFrom({}, { t: [x] }, { t: ["prod"] }),
      fc.constantFrom({}, { aws_account_id: account }, { aws_account_id: "210987654321", env: "prod" }),
      (sketches, traits, appLabels) => {
        const roles = sketches.map((sketch, index) => teleportRole({ ...sketch, name: `r${index}` }));
        const user = { name: "alice", roles: roles.map(({ name }) => name), traits };
        const app = { name: "app", labels: appLabels };
        const [access] = evaluateAccess({ user, roles, apps: [app] });
        const offered = access?.roleArns.some((granted) => granted.arn === x) ?? false;
        const explained = explainAccess({ user, roles, app, arn: x });
        expect(explained.shown).toBe(offered);
        expect(explained.facts).not.toHaveLength(0);
        const dependsOnUnknown =
          access?.unknown.some(
            ({ arns, side: of }) => arns.includes(x) || (of === "allow" && arns.length === 0),
          ) ?? false;
        expect(explained.verdict === "unknown" && !dependsOnUnknown && isListable(app.labels)).toBe(false);
      },
    ),
    { numRuns: 2_000 },
  );
});

function isListable(labels: Record<string, string>): boolean {
  return (labels["aws_account_id"] ?? account) === account;
}
