import { describe, expect, test } from "vitest";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import type { ByHand } from "#lib/domain/enrollment/by-hand.ts";
import { resourceId, type AnyChange } from "#lib/domain/enrollment/resource.ts";
import { byHandForPlan } from "#lib/resources/by-hand.ts";
import { runStubbed, scriptOf } from "../../support/enrollment/stubbed-shell.ts";
import { sampleScope } from "../../support/journal/samples.ts";

const roleArn = "arn:aws:iam::012345678901:role/team/reader,x@y";
const document = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }],
});

const tag = changeOf("aws/role-tag", resourceId(roleArn, "teleport.dev/integration"), {
  before: null,
  after: { key: "teleport.dev/integration", value: "true" },
  why: "Tag.",
});
const trust = changeOf("aws/role-trust", roleArn, {
  before: { document: "{}" },
  after: { document },
  why: "Trust.",
  needs: [tag.key],
});
const userName = 'o\'brien $(id) "x"@acme.test';
const user = changeOf("teleport/user-access", userName, {
  before: { roles: ["old role"], roleArns: [] },
  after: { roles: ["new'role"], roleArns: [roleArn] },
  why: "User.",
});
const integration = changeOf("teleport/integration", "acme", {
  before: null,
  after: { subKind: "aws-oidc", roleArn, audience: "", issuerS3Uri: "" },
  why: "Integration.",
});

function undone(change: AnyChange): AnyChange {
  return { ...change, before: change.after, after: change.before } as AnyChange;
}

const run = (byHand: ByHand, account: string, tags = "") =>
  runStubbed(byHand, { account, found: "{}", tags });

describe("a plan by hand", () => {
  test("runs in the plan's order, with its documents", () => {
    const { status, lines, file } = run(
      byHandForPlan(sampleScope, [tag, trust, integration]),
      "012345678901",
    );
    expect(status).toBe(0);
    expect(lines.map((words) => words.slice(0, 2))).toEqual([
      ["iam", "tag-role"],
      ["iam", "update-assume-role-policy"],
      ["create", "integration-acme.yaml"],
    ]);
    const tags = `[{"Key":"teleport.dev/integration","Value":"true"}]`;
    expect(lines[0]?.slice(2)).toEqual(["--role-name", "reader,x@y", "--tags", tags]);
    expect(lines[1]?.at(-1)).toBe("file://trust-reader,x@y.json");
    expect(JSON.parse(file("trust-reader,x@y.json"))).toEqual(JSON.parse(document));
    expect(file("integration-acme.yaml")).toContain("kind: integration");
  });

  test("checks the account before anything else, once", () => {
    const byHand = byHandForPlan(sampleScope, [tag, trust]);
    const { status, stderr, lines } = run(byHand, "210987654321");
    expect(status).toBe(1);
    expect(stderr).toContain("belong to account 210987654321, not to 012345678901");
    expect(lines).toEqual([]);
    expect(scriptOf(byHand).match(/get-caller-identity/g)).toHaveLength(1);
  });

  test("does not ask AWS where only Teleport is changed", () => {
    expect(scriptOf(byHandForPlan(sampleScope, [integration]))).not.toContain("aws ");
  });

  test("the other way round takes away what was made", () => {
    const byHand = byHandForPlan(sampleScope, [integration, tag].map(undone));
    const { lines } = run(byHand, "012345678901", "teleport.dev/integration\ttrue");
    expect(lines).toEqual([
      ["rm", "integration/acme"],
      ["iam", "untag-role", "--role-name", "reader,x@y", "--tag-keys", "teleport.dev/integration"],
    ]);
  });

  test("names of any kind reach the commands as they are", () => {
    const { lines, status, file } = run(byHandForPlan(sampleScope, [user]), "012345678901");
    expect(status).toBe(0);
    const written = `user-${userName}.json`;
    expect(lines).toEqual([["create", "-f", written]]);
    expect(file(written)).toContain(`"add":["new'role"],"remove":["old role"]`);
    expect(file(written)).toContain(`"add":["${roleArn}"],"remove":[]`);
  });

  test.each([
    ["a list of roles", user],
    ["an emptied trait", undone(user)],
    ["an integration", undone(integration)],
    ["a tag", tag],
    ["a trust policy", trust],
  ])("what can't be read is not written: no write follows for %s", (_what, change) => {
    const byHand = byHandForPlan(sampleScope, [change]);
    const { status, lines } = runStubbed(byHand, { account: "012345678901", refused: "AccessDenied" });
    expect(status).not.toBe(0);
    expect(lines).toEqual([]);
  });

  test.each([
    ["aws", [tag], "aws"],
    ["jq", [tag, trust], "aws jq"],
    ["jq", [undone(integration)], "tctl jq"],
    ["tctl", [integration], "tctl"],
  ] as const)("says first that %s is missing, and does nothing", (missing, changes, asked) => {
    const byHand = byHandForPlan(sampleScope, changes);
    expect(scriptOf(byHand)).toContain(`for program in ${asked}; do`);
    expect(scriptOf(byHand).match(/for program in/g)).toHaveLength(1);
    const { status, stderr, lines } = runStubbed(byHand, { account: "012345678901", missing });
    expect(status).toBe(1);
    expect(stderr).toBe(
      `This script needs ${missing}, which is not installed here or not in PATH. Nothing was changed: install it, then run the script again.\n`,
    );
    expect(lines).toEqual([]);
  });

  test("asks for no program that only a document names", () => {
    const named = { ...integration, after: { ...integration.after!, roleArn: "x\njq is no program here" } };
    expect(scriptOf(byHandForPlan(sampleScope, [named]))).toContain("for program in tctl; do");
  });

  test("lists each document once, as a download", () => {
    const { parts } = byHandForPlan(sampleScope, [tag, trust, integration]);
    expect(parts.map(({ format, fileName }) => `${format} ${fileName}`)).toEqual([
      "shell acme-production.sh",
      "json trust-reader,x@y.json",
      "yaml integration-acme.yaml",
    ]);
  });
});
