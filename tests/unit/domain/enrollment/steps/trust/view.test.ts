import { describe, expect, test } from "vitest";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import { stepStates } from "#lib/domain/enrollment/steps/step-states.ts";
import { roleDetailView } from "#lib/domain/enrollment/steps/trust/role-detail.ts";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import {
  awsIdentity,
  awsRole,
  document,
  integrationRole,
  roleScan,
  targetTag,
  trustsEc2,
  trustsRole,
} from "../../../../../support/observation/aws.ts";
import { accountId, integrationRoleArn } from "../../../../../support/observation/names.ts";
import {
  enrolled,
  seen,
  unread as refused,
  untouched,
} from "../../../../../support/observation/observation.ts";
import { integration } from "../../../../../support/observation/teleport.ts";
import { roleArnOf } from "../../../../../support/observation/plans.ts";

const trusting = document(trustsEc2, trustsRole(integrationRoleArn));
const ours = document({ Sid: "TeleportIntegration038a967f", ...trustsRole(integrationRoleArn) });
const ready = awsRole("Ready", { tags: [targetTag], trustPolicy: trusting });
const plain = awsRole("Plain", { path: "/audit/" });
const linked = awsRole("AWSServiceRoleForRDS", { path: "/aws-service-role/rds.amazonaws.com/" });
const stateOf = (roles: readonly AwsRole[], over = {}) => stepStates(enrolled(roles, over))[2];
const rowOf = (role: AwsRole) => trustStepView(enrolled([role])).rows.find(({ arn }) => arn === role.arn);

describe("the table of roles", () => {
  test("counts every role once, under one of three filters", () => {
    const { counts, rows, problem } = trustStepView(enrolled([ready, plain, linked]));
    // The fourth is the integration role, which is never a target.
    expect(counts).toEqual({ total: 4, needsChange: 1, ready: 1, cannotChange: 2 });
    expect(rows.map(({ name }) => name)).toEqual([
      "AWSServiceRoleForRDS",
      "Plain",
      "Ready",
      "teleport-integration",
    ]);
    expect(problem).toBeNull();
  });

  test("an integration role lacks nothing: it is never a target", () => {
    const row = trustStepView(enrolled([])).rows.find(({ name }) => name === "teleport-integration");
    expect(row).toMatchObject({ filter: "cannot-change", tag: { state: "off" }, trust: { state: "off" } });
  });

  test("an ordinary role needs tag and trust, and may be chosen with all others", () => {
    expect(rowOf(plain)).toMatchObject({
      state: "fails",
      filter: "needs-change",
      selectable: true,
      inSelectAll: true,
      needsTag: true,
      needsTrust: true,
      tag: { state: "bad", label: "missing" },
      trust: { state: "bad", label: "not trusted" },
      modifiable: { state: "ok" },
    });
  });

  test("what the app's own credentials can assume is never offered: a user's, a session's, those behind an access role", () => {
    const name = "arn:aws:iam::999999999999:role/ops/app";
    const session = "arn:aws:sts::999999999999:assumed-role/app/i-0abc";
    const roleId = "AROAAPP0000000000000";
    const base = { accountId: "999999999999", arn: session, userId: `${roleId}:i-0abc`, roleArn: name };
    const rolesFor = (over: object, ...principals: string[]) => {
      const roles = principals.map((arn, index) =>
        awsRole(`Helper${index}`, { trustPolicy: document(trustsEc2, trustsRole(arn)) }),
      );
      const { rows } = trustStepView(enrolled(roles, over));
      return rows.filter((row) => row.name.startsWith("Helper")).map((row) => row.filter);
    };
    const [never, free] = ["cannot-change", "needs-change"];
    const user = `arn:aws:iam::${accountId}:user/admin`;
    expect(rolesFor({}, user, "AIDAADMIN000000000000", name)).toEqual([never, never, free]);
    const ownAws = { ownAws: seen(awsIdentity(base)) };
    expect(rolesFor(ownAws, user, name, session, roleId)).toEqual([never, never, never, never]);
    const pathUnknown = { aws: seen(awsIdentity({ ...base, roleArn: null })) };
    expect(rolesFor(pathUnknown, "arn:aws:iam::999999999999:role/app")).toEqual([never]);
    // The root of an account means all of the account.
    const root = awsIdentity({ arn: `arn:aws:iam::${accountId}:root`, userId: accountId });
    expect(rolesFor({ aws: seen(root) }, root.arn, accountId)).toEqual([free, free]);
  });

  test("a role whose policies were not read is no part of “select all”, by ListRoles as by name", () => {
    const unread = awsRole("Unread", { inlinePolicies: null, attachedPolicies: null });
    const listed = { scan: seen(roleScan([unread], { source: "list-roles" })) };
    const scan = roleScan([unread, plain], { source: "single-reads" });
    const named = {
      scan: refused(),
      named: { arns: scan.roles.map(({ arn }) => arn), scan, unread: [], at: "2026-11-22T09:00:00.000Z" },
    };
    for (const over of [listed, named]) {
      const { rows } = trustStepView(enrolled([], over));
      const row = rows.find(({ arn }) => arn === unread.arn);
      expect(row).toMatchObject({ selectable: true, inSelectAll: false });
      expect(row?.cautions.map(({ code }) => code)).toEqual(["policies-unread"]);
    }
    const others = trustStepView(enrolled([], named)).rows.filter(({ arn }) => arn === plain.arn);
    expect(others.map(({ inSelectAll }) => inSelectAll)).toEqual([true]);
  });

  test("a ready role can't be chosen again", () => {
    expect(rowOf(ready)).toMatchObject({
      state: "ready",
      filter: "ready",
      selectable: false,
      says: "tagged and trusted",
    });
  });

  test("a role that AWS owns can't be chosen", () => {
    expect(rowOf(linked)).toMatchObject({
      filter: "cannot-change",
      selectable: false,
      needsTag: false,
      needsTrust: false,
      modifiable: { state: "off" },
      says: "service-linked, can’t be changed",
    });
  });

  test("a managed role may be chosen, but not with all others", () => {
    const role = awsRole("network", { tags: [{ key: "managed-by", value: "terraform" }] });
    expect(rowOf(role)).toMatchObject({
      managedBy: "terraform",
      selectable: true,
      inSelectAll: false,
      modifiable: { state: "warn" },
    });
    expect(rowOf(role)?.says).toContain("revert");
  });

  test("a role with a dead principal can't be chosen", () => {
    const role = awsRole("Legacy", { trustPolicy: document(trustsRole("AROADELETED0000000000")) });
    expect(rowOf(role)).toMatchObject({
      selectable: false,
      filter: "cannot-change",
      trust: { label: "blocked" },
    });
  });

  test("a role without room for one more tag says so", () => {
    const tags = Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: "v" }));
    expect(rowOf(awsRole("Tagged", { tags }))).toMatchObject({
      selectable: false,
      modifiable: { state: "bad" },
    });
  });

  test("a value in the wrong case is named", () => {
    const role = awsRole("Oncall", { tags: [{ key: "teleport.dev/integration", value: "True" }] });
    expect(rowOf(role)?.tag).toMatchObject({ state: "bad", label: "True" });
  });

  test("no row carries a policy document", () => {
    expect(JSON.stringify(trustStepView(enrolled([ready, plain])))).not.toContain('Statement\\"');
  });

  test("roles that could not be read are a problem, not an empty account", () => {
    expect(trustStepView(enrolled([], { scan: refused() })).problem?.code).toBe("aws-access-denied");
  });
});

describe("step 3 is done when a role is ready and none is half done", () => {
  test("one ready, others untouched", () => {
    expect(stateOf([ready, plain])).toMatchObject({ status: "done", summary: "1 ready of 3 roles" });
  });

  test("none ready", () => {
    expect(stateOf([plain])?.status).toBe("open");
  });

  test.each<[string, AwsRole]>([
    ["our statement without the tag", awsRole("NoTag", { trustPolicy: ours })],
    [
      "our statement with a tag of another value",
      awsRole("BadTag", { trustPolicy: ours, tags: [{ ...targetTag, value: "True" }] }),
    ],
    ["the tag without a trust", awsRole("NoTrust", { tags: [targetTag] })],
  ])("%s", (_name, half) => {
    const state = stateOf([ready, half]);
    expect(state?.status).toBe("attention");
    expect(state?.summary).toBe("1 ready of 3 roles, 1 half done");
    expect(state?.checks.find(({ id }) => id === "none-half-done")?.evidence).toContain(half.name);
  });

  test("a statement of the guide that others wrote is not half of ours", () => {
    expect(stateOf([ready, awsRole("Theirs", { trustPolicy: trusting })])?.status).toBe("done");
  });

  test("the target of another integration of the account is not half done for this one", () => {
    const otherArn = roleArnOf("other-integration");
    const theirs = awsRole("Theirs", { tags: [targetTag], trustPolicy: document(trustsRole(otherArn)) });
    const integrations = seen([integration(), integration({ name: "other", roleArn: otherArn })]);
    expect(stateOf([ready, theirs], { integrations })?.status).toBe("done");
    expect(stateOf([ready, theirs])?.status).toBe("attention");
  });

  test("nor is the target of another cluster, whose integration role only its tags tell", () => {
    const origin = { key: "teleport.dev/origin", value: "integration_awsoidc" };
    const other = awsRole("other-cluster", { tags: [origin, { ...targetTag, value: "prod" }] });
    const theirs = awsRole("Theirs", { tags: [targetTag], trustPolicy: document(trustsRole(other.arn)) });
    expect(stateOf([ready, theirs, other])?.status).toBe("done");
    expect(stateOf([ready, theirs, awsRole("other-cluster")])?.status).toBe("attention");
  });

  test("a ready role of many thousands", () => {
    const many = Array.from({ length: 3000 }, (_, index) => awsRole(`R${index}`));
    expect(stateOf([...many, ready])?.summary).toBe("1 ready of 3002 roles");
  });

  test("it waits for the integration role, and is unknown without the roles", () => {
    expect(stepStates(untouched())[2]?.status).toBe("waiting");
    expect(stateOf([], { scan: refused() })?.status).toBe("unknown");
  });
});

describe("a condition that can't be known here", () => {
  const conditional = awsRole("Office", {
    tags: [targetTag],
    trustPolicy: document({
      ...trustsRole(integrationRoleArn),
      Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
    }),
  });

  test("counts once an admin has answered for it, and for that role only", () => {
    const o = enrolled([conditional]);
    const [condition] = roleDetailView(o, conditional.arn)?.conditions ?? [];
    if (!condition) throw new Error("The role has no condition");
    expect(condition.accepted).toBeNull();
    expect(stepStates(o)[2]?.status).toBe("open");
    const by = { by: "alice", at: "2026-11-22T09:00:00.000Z" };
    const acceptedFor = (roleArn: string) => [{ accountId, roleArn, condition: condition.id, ...by }];
    const accepted = acceptedFor(conditional.arn);
    expect(stepStates({ ...o, accepted })[2]?.status).toBe("done");
    expect(roleDetailView({ ...o, accepted }, conditional.arn)?.conditions[0]?.accepted).toEqual(by);
    expect(stepStates({ ...o, accepted: acceptedFor(plain.arn) })[2]?.status).toBe("open");
  });
});

describe("a role opened", () => {
  test("says how long the trust policy would be", () => {
    expect(roleDetailView(enrolled([plain]), plain.arn)?.sizeNote).toMatch(
      /^\d+ of 2,048 characters afterwards$/,
    );
    expect(roleDetailView(enrolled([ready]), ready.arn)?.sizeNote).toMatch(/^\d+ of 2,048 characters$/);
  });

  test("shows the mended document of a dead principal", () => {
    const role = awsRole("Legacy", { trustPolicy: document(trustsRole("AROADELETED0000000000"), trustsEc2) });
    const { blocked, sizeNote } = roleDetailView(enrolled([role]), role.arn) ?? {};
    expect(JSON.parse(blocked?.mendedDocument ?? "").Statement).toContainEqual(trustsEc2);
    expect(sizeNote).toBeNull();
  });

  test("has the snippet for the owner of a managed role", () => {
    const terraform = awsRole("network", { tags: [{ key: "managed-by", value: "terraform" }] });
    const [statement, tag] = roleDetailView(enrolled([terraform]), terraform.arn)?.ownerSnippet?.parts ?? [];
    expect(statement?.content).toContain(`identifiers = ["${integrationRoleArn}"]`);
    expect(tag?.content).toContain('"teleport.dev/integration" = "true"');
    expect(roleDetailView(enrolled([plain]), plain.arn)?.ownerSnippet).toBeNull();
  });

  test("says that its verdict is a prediction", () => {
    const { checks = [] } = roleDetailView(enrolled([ready]), ready.arn) ?? {};
    expect(checks.find(({ id }) => id === "verdict")).toMatchObject({
      verdict: "ok",
      evidence: expect.stringContaining("prediction"),
    });
  });

  test("does not exist for an ARN that the account does not have", () => {
    expect(roleDetailView(enrolled(), `arn:aws:iam::${accountId}:role/Nobody`)).toBeNull();
  });

  test("keeps its history", () => {
    const entries = [{ at: "2026-11-22T10:00:00Z", words: "tagged", runId: "r" }];
    const history = { entries, older: null, before: null };
    expect(roleDetailView(enrolled([plain]), plain.arn, history)?.history).toEqual(history);
  });
});

test("without the integration role's policy a tagged role is not ready, and the role itself is not at fault", () => {
  const bare = integrationRole({ inlinePolicies: [] });
  const role = awsRole("Oncall", {
    tags: [targetTag],
    trustPolicy: document(trustsRole(`arn:aws:iam::${accountId}:root`)),
  });
  const o = enrolled([role], { integrationRole: seen(bare), scan: seen(roleScan([bare, role])) });
  const row = trustStepView(o).rows.find(({ arn }) => arn === role.arn);
  expect(row).toMatchObject({ state: "fails", filter: "needs-change", selectable: false });
  expect(row?.says).toContain("No policy of the integration role");
});
