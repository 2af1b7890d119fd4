import { describe, expect, test } from "vitest";

import { evaluateAccess } from "#lib/domain/access/evaluate.ts";
import type { TeleportRole } from "#lib/domain/teleport/types.ts";

import { teleportRole } from "../../../support/access-input.ts";

const account = "123456789012";
const x = `arn:aws:iam::${account}:role/X`;
const y = `arn:aws:iam::${account}:role/team/Y`;
const prod = { name: "prod", labels: { aws_account_id: account, env: "prod" } };
const here = { aws_account_id: [account] };

function access(roles: TeleportRole[], traits: Record<string, string[]> = {}) {
  const user = { name: "alice", roles: roles.map(({ name }) => name), traits };
  return evaluateAccess({ user, roles, apps: [prod] });
}

describe("what certainly holds", () => {
  test("the role that grants an ARN is named, the first in the user's order", () => {
    const roles = [
      teleportRole({ name: "a", allow: { appLabels: here, awsRoleArns: [y] } }),
      teleportRole({ name: "b", allow: { appLabels: here, awsRoleArns: [x, y] } }),
    ];
    expect(access(roles)).toEqual([
      {
        app: "prod",
        listed: "yes",
        roleArns: [
          { arn: y, via: "a" },
          { arn: x, via: "b" },
        ],
        unknown: [],
      },
    ]);
  });

  test("what is no role ARN is not offered", () => {
    const arns = [`arn:aws:iam::${account}:user/U`, "nonsense", `arn:aws:sts::${account}:role/X`];
    const [app] = access([teleportRole({ allow: { appLabels: here, awsRoleArns: arns } })]);
    expect(app?.roleArns).toEqual([]);
  });

  test("templates count in label keys and values", () => {
    const role = teleportRole({
      allow: { appLabels: { "{{external.key}}": ["{{external.value}}"] }, awsRoleArns: [x] },
    });
    expect(access([role], { key: ["env", "other"], value: ["dev", "prod"] })).toHaveLength(1);
    expect(access([role], { key: ["other", "env"], value: ["prod"] })).toEqual([]);
    expect(access([role], {})).toEqual([]);
  });

  test("a wildcard key with a value of its own is a label named *", () => {
    for (const values of [["prod"], ["*", "prod"], []]) {
      expect(access([teleportRole({ allow: { appLabels: { "*": values }, awsRoleArns: [x] } })])).toEqual([]);
    }
  });

  test("a v3 role's default opens only its allow side", () => {
    const roles = [teleportRole({ version: "v3", allow: { awsRoleArns: [x] } })];
    expect(access(roles)).toMatchObject([{ listed: "yes", roleArns: [{ arn: x }] }]);
  });

  test("deny labels refuse the app even where that role denies another ARN", () => {
    const roles = [
      teleportRole({ name: "a", allow: { appLabels: here, awsRoleArns: [x] } }),
      teleportRole({ name: "no", deny: { appLabels: { env: ["prod"] }, awsRoleArns: [y] } }),
    ];
    expect(access(roles)).toEqual([]);
  });

  test("labels with the names of inherited properties do not exist on an app", () => {
    const role = teleportRole({ allow: { appLabels: { constructor: ["*"] }, awsRoleArns: [x] } });
    expect(access([role])).toEqual([]);
  });
});

describe("what depends on something that can't be evaluated here", () => {
  const expression = 'labels["env"] == "prod"';

  test("an app that only a label expression lists is unknown, with the ARNs that depend on it", () => {
    const role = teleportRole({ allow: { appLabelsExpression: expression, awsRoleArns: [x] } });
    expect(access([role])).toEqual([
      {
        app: "prod",
        listed: "unknown",
        roleArns: [],
        unknown: [{ what: "label-expression", side: "allow", role: "r", text: expression, arns: [x] }],
      },
    ]);
  });

  test("labels that fail refuse whatever the expression says", () => {
    const role = teleportRole({
      allow: { appLabels: { env: ["dev"] }, appLabelsExpression: expression, awsRoleArns: [x] },
    });
    expect(access([role])).toEqual([]);
  });

  test("an expression adds nothing where another role grants the same", () => {
    const roles = [
      teleportRole({ name: "sure", allow: { appLabels: here, awsRoleArns: [x] } }),
      teleportRole({ name: "perhaps", allow: { appLabelsExpression: expression, awsRoleArns: [x] } }),
    ];
    expect(access(roles)).toMatchObject([
      { listed: "yes", roleArns: [{ arn: x, via: "sure" }], unknown: [] },
    ]);
  });

  test("only the ARN that depends on the expression is unknown", () => {
    const roles = [
      teleportRole({ name: "sure", allow: { appLabels: here, awsRoleArns: [x] } }),
      teleportRole({ name: "perhaps", allow: { appLabelsExpression: expression, awsRoleArns: [x, y] } }),
    ];
    expect(access(roles)).toMatchObject([
      { listed: "yes", roleArns: [{ arn: x }], unknown: [{ role: "perhaps", arns: [y] }] },
    ]);
  });

  test("a deny expression makes the whole app unknown", () => {
    const roles = [
      teleportRole({ name: "sure", allow: { appLabels: here, awsRoleArns: [x] } }),
      teleportRole({ name: "no", deny: { appLabelsExpression: expression } }),
    ];
    expect(access(roles)).toMatchObject([
      { listed: "unknown", roleArns: [], unknown: [{ side: "deny", role: "no", arns: [x] }] },
    ]);
  });

  test("deny labels that match refuse whatever the expression says", () => {
    const roles = [
      teleportRole({ name: "sure", allow: { appLabels: here, awsRoleArns: [x] } }),
      teleportRole({ name: "no", deny: { appLabels: here, appLabelsExpression: expression } }),
    ];
    expect(access(roles)).toEqual([]);
  });

  test("an ARN that is denied for certain does not become unknown", () => {
    const roles = [
      teleportRole({ name: "perhaps", allow: { appLabelsExpression: expression, awsRoleArns: [x] } }),
      teleportRole({ name: "no", deny: { awsRoleArns: [x] } }),
    ];
    expect(access(roles)).toMatchObject([{ roleArns: [], unknown: [{ arns: [] }] }]);
  });

  test("a pattern that RE2 refuses is unknown", () => {
    const role = teleportRole({ allow: { appLabels: { env: ["^(?=p)prod$"] }, awsRoleArns: [x] } });
    expect(access([role])).toMatchObject([{ listed: "unknown", unknown: [{ what: "label-pattern" }] }]);
  });

  test("a function that is not known here is unknown among ARNs, labels and denials", () => {
    const strange = "{{strings.upper(external.team)}}";
    const arns = [teleportRole({ allow: { appLabels: here, awsRoleArns: [strange] } })];
    expect(access(arns)).toMatchObject([{ listed: "yes", unknown: [{ what: "template", text: strange }] }]);
    const labels = [teleportRole({ allow: { appLabels: { env: [strange] }, awsRoleArns: [x] } })];
    expect(access(labels)).toMatchObject([{ listed: "unknown", unknown: [{ what: "template", arns: [x] }] }]);
    const denials = [
      teleportRole({ allow: { appLabels: here, awsRoleArns: [x] }, deny: { awsRoleArns: [strange] } }),
    ];
    expect(access(denials)).toMatchObject([
      { listed: "yes", roleArns: [], unknown: [{ side: "deny", arns: [x] }] },
    ]);
  });
});
