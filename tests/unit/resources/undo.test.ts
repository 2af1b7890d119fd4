import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appAccessDocument, appAccessPolicyName } from "#lib/domain/aws/inline-policy.ts";
import { samePolicy } from "#lib/domain/aws/policy-document.ts";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { resourceId, type ResourceKind, type ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { resourceHandlers } from "#lib/resources/index.ts";
import { sampleScope } from "../../support/journal/samples.ts";

const live = { livePrincipalIds: [], userIdsKnown: true, sharedWith: [] };

function undo<K extends ResourceKind>(
  kind: K,
  id: string,
  before: ResourceStates[K] | null,
  after: ResourceStates[K] | null,
  observed: ResourceStates[K] | null,
) {
  return resourceHandlers[kind].undo(sampleScope, { id, before, after }, observed, live);
}

const provider: ResourceStates["aws/oidc-provider"] = {
  url: "https://teleport.acme.test",
  audiences: ["discover.teleport"],
  thumbprints: ["a".repeat(40)],
  tags: [{ key: "teleport.dev/cluster", value: "acme" }],
};

describe("a provider", () => {
  const theirs = { ...provider, audiences: ["theirs"], tags: [{ key: "owner", value: "them" }] };
  const mended = {
    ...theirs,
    audiences: ["theirs", "discover.teleport"],
    tags: [...theirs.tags, ...provider.tags],
  };

  test("that we made goes; with somebody's audience in it only ours goes", () => {
    expect(undo("aws/oidc-provider", "arn", null, provider, provider)).toMatchObject({ after: null });
    const shared = { ...provider, audiences: ["discover.teleport", "theirs"] };
    expect(undo("aws/oidc-provider", "arn", null, provider, shared)).toMatchObject({
      after: { audiences: ["theirs"], tags: [] },
    });
  });

  test("that we mended loses what we added, and keeps what others added since", () => {
    expect(undo("aws/oidc-provider", "arn", theirs, mended, mended)).toMatchObject({ after: theirs });
    const later = {
      ...mended,
      audiences: [...mended.audiences, "third"],
      tags: [...mended.tags, { key: "x", value: "y" }],
    };
    expect(undo("aws/oidc-provider", "arn", theirs, mended, later)).toMatchObject({
      after: { audiences: ["theirs", "third"], tags: [...theirs.tags, { key: "x", value: "y" }] },
    });
  });
});

describe("the inline policy", () => {
  const id = resourceId("arn:aws:iam::012345678901:role/teleport-integration", appAccessPolicyName);
  const after = { document: appAccessDocument };
  const theirStatement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  const parsed = JSON.parse(appAccessDocument) as { Version: string; Statement: unknown[] };

  test("that we made goes, or our statement alone where others wrote into it", () => {
    expect(undo("aws/inline-policy", id, null, after, after)).toMatchObject({ after: null });
    const shared = {
      document: JSON.stringify({ ...parsed, Statement: [...parsed.Statement, theirStatement] }),
    };
    const outcome = undo("aws/inline-policy", id, null, after, shared);
    const left = outcome.kind === "change" ? (outcome.after?.document ?? "") : "";
    expect(samePolicy(left, JSON.stringify({ ...parsed, Statement: [theirStatement] }))).toBe(true);
  });

  test("that we extended becomes the very text it was", () => {
    const before = { document: ` {"Statement":[${JSON.stringify(theirStatement)}],"Version":"2012-10-17"}` };
    const extended = {
      document: JSON.stringify({ ...parsed, Statement: [theirStatement, ...parsed.Statement] }),
    };
    expect(undo("aws/inline-policy", id, before, extended, extended)).toMatchObject({ after: before });
    expect(undo("aws/inline-policy", id, before, extended, null)).toMatchObject({ kind: "nothing" });
  });
});

describe("what was taken away", () => {
  const id = resourceId("arn:aws:iam::012345678901:role/teleport-integration", appAccessPolicyName);
  const ours = JSON.parse(appAccessDocument) as { Version: string; Statement: unknown[] };
  const theirs = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  const later = { Effect: "Allow", Action: "s3:ListBucket", Resource: "*" };
  const policy = (...statements: unknown[]) => ({
    document: JSON.stringify({ ...ours, Statement: statements }),
  });

  test("comes back beside what others wrote since: statement, audience and tag", () => {
    const outcome = undo(
      "aws/inline-policy",
      id,
      policy(theirs, ...ours.Statement),
      policy(theirs),
      policy(theirs, later),
    );
    const back = outcome.kind === "change" ? (outcome.after?.document ?? "") : "";
    expect(samePolicy(back, policy(theirs, later, ...ours.Statement).document)).toBe(true);
    const [had, has] = [
      { ...provider, audiences: ["theirs", "discover.teleport"] },
      { ...provider, audiences: ["theirs"], tags: [] },
    ];
    expect(
      undo("aws/oidc-provider", "arn", had, has, { ...has, audiences: ["theirs", "third"] }),
    ).toMatchObject({ after: { audiences: ["theirs", "third", "discover.teleport"], tags: provider.tags } });
  });

  test("is made again where it can be, and says so; where it can't be, that is a conflict", () => {
    const role = { path: "/", description: "d", trustPolicy: "{}" };
    const arn = "arn:aws:iam::012345678901:role/teleport-integration";
    expect(undo("aws/role", arn, role, null, null)).toMatchObject({
      kind: "change",
      after: role,
      why: expect.stringContaining("made again"),
    });
    const plain = { subKind: "aws-oidc", roleArn: "arn:1", audience: "", issuerS3Uri: "" };
    expect(undo("teleport/integration", "acme", plain, null, null)).toMatchObject({ after: plain });
    const bucket = { ...plain, issuerS3Uri: "s3://keys" };
    expect(undo("teleport/integration", "acme", bucket, null, null)).toMatchObject({
      kind: "conflict",
      problem: { code: "undo-conflict" },
    });
  });
});

describe("a tag", () => {
  const id = resourceId("arn:aws:iam::012345678901:role/reader", "teleport.dev/integration");
  const ours = { key: "teleport.dev/integration", value: "true" };

  test("goes, or gets its former value back; another value since stays", () => {
    const former = { ...ours, value: "old" };
    expect(undo("aws/role-tag", id, null, ours, ours)).toMatchObject({ kind: "change", after: null });
    expect(undo("aws/role-tag", id, former, ours, ours)).toMatchObject({ kind: "change", after: former });
    expect(undo("aws/role-tag", id, null, ours, { ...ours, value: "new" })).toMatchObject({
      kind: "nothing",
    });
    expect(undo("aws/role-tag", id, null, ours, null)).toMatchObject({ kind: "nothing" });
  });
});

describe("a Teleport integration, app and role", () => {
  const integration = { subKind: "aws-oidc", roleArn: "arn:1", audience: "", issuerS3Uri: "" };
  const app: ResourceStates["teleport/app-server"] = {
    uri: "u",
    publicAddr: "p",
    integration: "acme",
    cloud: "AWS",
    externalId: null,
    labels: { aws_account_id: "012345678901" },
  };
  const role: ResourceStates["teleport/access-role"] = {
    version: "v8",
    labels: { l: "x" },
    appLabels: { a: ["1"] },
    awsRoleArns: ["arn:1"],
  };

  test("made by us and changed by somebody since: a conflict, where there is no part of ours alone", () => {
    const moved = { ...integration, roleArn: "arn:2" };
    expect(undo("teleport/integration", "acme", null, integration, integration)).toMatchObject({
      after: null,
    });
    expect(undo("teleport/integration", "acme", null, integration, moved)).toMatchObject({
      kind: "conflict",
    });
    const labelled = { ...app, labels: { ...app.labels, team: "x" } };
    expect(undo("teleport/app-server", "acme#1", null, app, labelled)).toMatchObject({ kind: "conflict" });
  });

  test("labels that we set go or come back, labels of others stay", () => {
    const after = { ...app, labels: { aws_account_id: "new", ours: "1" } };
    const observed = { ...after, labels: { ...after.labels, theirs: "2" } };
    expect(undo("teleport/app-server", "acme#1", app, after, observed)).toMatchObject({
      after: { labels: { aws_account_id: "012345678901", theirs: "2" } },
    });
  });

  test("ARNs that we added to an access role go, ARNs of others stay, an empty one goes whole", () => {
    const wider = { ...role, awsRoleArns: ["arn:1", "arn:2"] };
    const observed = { ...wider, awsRoleArns: ["arn:1", "arn:2", "arn:3"] };
    expect(undo("teleport/access-role", "r", role, wider, observed)).toMatchObject({
      after: { awsRoleArns: ["arn:1", "arn:3"] },
    });
    expect(undo("teleport/access-role", "r", null, role, { ...role, labels: {} })).toMatchObject({
      after: null,
    });
  });

  test("a label that Teleport itself put on an access role is nobody's use of it: it goes", () => {
    const observed = { ...role, labels: { ...role.labels, "teleport.internal/resource-type": "custom" } };
    expect(undo("teleport/access-role", "r", null, role, observed)).toMatchObject({ after: null });
  });

  test("what an access role selects goes back to what it was, unless others changed it since", () => {
    const wider = { ...role, appLabels: { a: ["1"], team: ["x"] } };
    const plus = { ...wider, awsRoleArns: [...wider.awsRoleArns, "arn:9"] };
    expect(undo("teleport/access-role", "r", role, wider, plus)).toMatchObject({
      after: { appLabels: role.appLabels },
    });
    const theirs = { ...wider, appLabels: { ...wider.appLabels, env: ["prod"] } };
    expect(undo("teleport/access-role", "r", role, wider, theirs)).toMatchObject({ kind: "nothing" });
  });

  test.each([
    ["what it selects", { appLabels: { a: ["1"], env: ["*"] } }],
    ["a value of what it selects", { appLabels: { a: ["1", "*"] } }],
    ["its labels", { labels: { l: "x", team: "platform" } }],
  ])(
    "an access role that we made, with something of others in %s, loses our ARNs and stays",
    (_where, theirs) => {
      const observed = { ...role, ...theirs };
      expect(undo("teleport/access-role", "r", null, role, observed)).toEqual({
        kind: "change",
        after: { ...observed, awsRoleArns: [] },
        why: "Others changed it since: our part is taken out, theirs stays.",
      });
    },
  );
});

describe("an adopted access role", () => {
  const theirs: ResourceStates["teleport/access-role"] = {
    version: "v7",
    labels: { owner: "ops" },
    appLabels: { aws_account_id: ["012345678901"] },
    awsRoleArns: ["arn:1"],
  };
  const adopted = { ...theirs, labels: { ...theirs.labels, [enrollmentLabel]: "acme" } };

  test("loses our label and nothing else", () => {
    expect(undo("teleport/access-role", "r", theirs, adopted, adopted)).toMatchObject({
      kind: "change",
      after: theirs,
    });
    expect(undo("teleport/access-role", "r", theirs, adopted, theirs)).toMatchObject({ kind: "nothing" });
    expect(undo("teleport/access-role", "r", theirs, adopted, null)).toMatchObject({ kind: "nothing" });
  });

  test("that somebody changed since is a conflict; without our label, or with another's, nothing of it is ours", () => {
    const moved = { awsRoleArns: ["arn:1", "arn:2"] };
    expect(undo("teleport/access-role", "r", theirs, adopted, { ...adopted, ...moved })).toMatchObject({
      kind: "conflict",
      problem: { code: "undo-conflict" },
    });
    for (const labels of [theirs.labels, { [enrollmentLabel]: "other" }]) {
      expect(
        undo("teleport/access-role", "r", theirs, adopted, { ...adopted, ...moved, labels }),
      ).toMatchObject({
        kind: "nothing",
      });
    }
  });
});

test("an access role that was given back is taken again while nobody changed it", () => {
  const theirs = { version: "v7", labels: {}, appLabels: { a: ["1"] }, awsRoleArns: ["arn:1"] };
  const adopted = { ...theirs, labels: { [enrollmentLabel]: "acme" } };
  expect(undo("teleport/access-role", "r", adopted, theirs, theirs)).toMatchObject({ after: adopted });
  const wider = { ...theirs, awsRoleArns: ["arn:1", "arn:2"] };
  expect(undo("teleport/access-role", "r", adopted, theirs, wider)).toMatchObject({ kind: "conflict" });
});

const names = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"));

describe("a user's access", () => {
  test("loses what was added and still is there, gets back what was taken, and nothing else moves", () => {
    fc.assert(
      fc.property(names, names, names, (before, after, observed) => {
        const state = (roles: readonly string[]) => ({ roles, roleArns: roles });
        const outcome = undo("teleport/user-access", "bob", state(before), state(after), state(observed));
        const added = after.filter((name) => !before.includes(name));
        const taken = before.filter((name) => !after.includes(name));
        const expected = new Set([...observed.filter((name) => !added.includes(name)), ...taken]);
        const result = outcome.kind === "change" ? (outcome.after?.roles ?? []) : observed;
        expect(new Set(result)).toEqual(expected);
        expect(outcome.kind === "change" ? outcome.after?.roleArns : observed).toEqual(result);
      }),
    );
  });
});
