import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { roleFromJson } from "#lib/sandbox/teleport/faults/resource-json.ts";
import { AppAccess, type Subject } from "#lib/sandbox/teleport/rbac/access.ts";

const vectors = z
  .object({
    cases: z.array(
      z.object({
        name: z.string(),
        user: z.object({
          roles: z.array(z.string()),
          traits: z.record(z.string(), z.array(z.string())),
        }),
        roles: z.array(z.looseObject({ metadata: z.object({ name: z.string() }) })),
        apps: z.array(z.object({ name: z.string(), labels: z.record(z.string(), z.string()) })),
        expect: z.record(z.string(), z.array(z.string())),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync("tests/vectors/access.json", "utf8")));

test.each(vectors.cases)("$name", ({ user, roles, apps, expect: expected }) => {
  const held = roles.filter((role) => user.roles.includes(role.metadata.name));
  const access = new AppAccess({ roles: held.map(roleFromJson), traits: user.traits });
  const offered = apps
    .filter((app) => access.seesApp(app.labels))
    .map((app) => [app.name, access.offeredArns(app.labels)] as const);
  expect(Object.fromEntries(offered)).toEqual(
    Object.fromEntries(Object.entries(expected).map(([name, arns]) => [name, arns.toSorted()])),
  );
});

const arn = "arn:aws:iam::123456789012:role/X";

function subject(allow: object, deny: object = {}, traits: Subject["traits"] = {}): Subject {
  return { roles: [roleFromJson({ metadata: { name: "r" }, spec: { allow, deny } })], traits };
}

describe("decide", () => {
  test("hiding other accounts' ARNs is display only: the server still permits them", () => {
    const access = new AppAccess(subject({ app_labels: { "*": "*" }, aws_role_arns: [arn] }));
    const labels = { aws_account_id: "210987654321" };
    expect(access.offeredArns(labels)).toEqual([]);
    expect(access.decide(labels, arn)).toEqual({ allowed: true, role: "r" });
  });

  test("ARNs are compared as they are written", () => {
    const access = new AppAccess(subject({ app_labels: { "*": "*" }, aws_role_arns: [arn] }));
    expect(access.decide({}, arn.toLowerCase())).toMatchObject({ allowed: false });
  });

  test("every app is matched by `*: *`, whatever key stands beside it", () => {
    const access = new AppAccess(
      subject({ app_labels: { aws_account_id: "123456789012", "*": "*" }, aws_role_arns: [arn] }),
    );
    expect(access.decide({ aws_account_id: "210987654321" }, arn)).toEqual({ allowed: true, role: "r" });
    expect(access.seesApp({})).toBe(true);
  });

  test("a selector that holds no value of its own for a key matches nothing", () => {
    const access = new AppAccess(
      subject({ app_labels: { env: "{{external.env}}" }, aws_role_arns: [arn] }, {}, {}),
    );
    expect(access.seesApp({ env: "" })).toBe(false);
  });

  test("labels named like built-in properties are no labels", () => {
    const access = new AppAccess(subject({ app_labels: { constructor: "*" }, aws_role_arns: [arn] }));
    expect(access.seesApp({})).toBe(false);
  });

  test("on the allow side labels and expression must both match; on the deny side either is enough", () => {
    const both = { app_labels: { env: "prod" }, app_labels_expression: 'labels["team"] == "a"' };
    const allowed = new AppAccess(subject({ ...both, aws_role_arns: [arn] }));
    expect(allowed.seesApp({ env: "prod", team: "a" })).toBe(true);
    expect(allowed.seesApp({ env: "prod", team: "b" })).toBe(false);
    const denied = new AppAccess(subject({ app_labels: { "*": "*" } }, both));
    expect(denied.seesApp({ env: "dev", team: "a" })).toBe(false);
    expect(denied.seesApp({ env: "dev", team: "b" })).toBe(true);
  });

  test("an expression that is not understood allows nothing and denies everything", () => {
    const strange = { app_labels_expression: "something.new(1)" };
    expect(new AppAccess(subject(strange)).seesApp({})).toBe(false);
    expect(new AppAccess(subject({ app_labels: { "*": "*" } }, strange)).seesApp({})).toBe(false);
  });
});
