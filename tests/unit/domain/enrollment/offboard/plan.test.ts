import { describe, expect, test } from "vitest";
import { offboardChoices } from "#lib/domain/enrollment/offboard/choices.ts";
import { planPersonRemoval, planTrustRemoval } from "#lib/domain/enrollment/offboard/parts.ts";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import type { TeleportRole } from "#lib/domain/teleport/types.ts";
import { roleArnsTrait } from "#lib/domain/teleport/user.ts";
import { namedRolesOf } from "#lib/domain/enrollment/named-roles.ts";
import { recordOf } from "#lib/domain/enrollment/record/written.ts";
import { samePolicy } from "#lib/domain/aws/policy-document.ts";
import { webIdentitySid } from "#lib/domain/aws/trust/sid.ts";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import {
  awsIdentity,
  document,
  integrationRole,
  oidcProvider,
  ownership,
  targetTag,
  trustsEc2,
  trustsRole,
  webIdentity,
} from "../../../../support/observation/aws.ts";
import { accountId, providerArn } from "../../../../support/observation/names.ts";
import { enrolled, seen, unread } from "../../../../support/observation/observation.ts";
import { appServer, integration, teleportUser, viaSso } from "../../../../support/observation/teleport.ts";
import {
  offboard,
  role,
  roleChange,
  roleState,
  tagChange,
  target,
} from "../../../../support/observation/removal.ts";
import { runOfChanges } from "../../../../support/observation/runs.ts";

const second = integration({
  name: "acme-production-two",
  roleArn: `arn:aws:iam::${accountId}:role/teleport-integration-two`,
});
const two = { integrations: seen([integration(), second]) };

describe("the tag of a target", () => {
  test("goes where this app set it; with another value since, or set by others, it stays", () => {
    expect(offboard(enrolled([target]), [tagChange]).keys).toContain(tagChange.key);
    const changed = { ...target, tags: [{ ...targetTag, value: "yes" }] };
    expect(offboard(enrolled([changed]), [tagChange]).keys).not.toContain(tagChange.key);
    expect(offboard(enrolled([target]), []).keys).not.toContain(tagChange.key);
  });

  test.each([
    ["its account", `arn:aws:iam::${accountId}:root`, undefined],
    ["everyone", "*", undefined],
    ["its account under an external id", `arn:aws:iam::${accountId}:root`, { "sts:ExternalId": "theirs" }],
  ])("stays while another integration's role gets in by %s, though nobody names it", (_way, arn, equals) => {
    const open = { ...trustsRole(arn), ...(equals && { Condition: { StringEquals: equals } }) };
    const trusting = { ...target, trustPolicy: document(open) };
    expect(offboard(enrolled([trusting]), [tagChange]).keys).toContain(tagChange.key);
    const { plan, keys } = offboard(enrolled([trusting], two), [tagChange]);
    expect(keys).not.toContain(tagChange.key);
    expect(plan.stays).toContainEqual({
      what: `The tag ${targetTag.key} of Target stays.`,
      why: expect.stringContaining(second.roleArn),
    });
  });

  test("goes where the account's way in is kept for somebody else by a condition on who comes", () => {
    const condition = { StringEquals: { "aws:PrincipalArn": `arn:aws:iam::${accountId}:user/admin` } };
    const root = { ...trustsRole(`arn:aws:iam::${accountId}:root`), Condition: condition };
    const o = enrolled([{ ...target, trustPolicy: document(trustsEc2, root) }], two);
    expect(offboard(o, [tagChange]).keys).toContain(tagChange.key);
  });

  test("gets the value back that it had before this app", () => {
    const before = { ...targetTag, value: "yes" };
    const { plan } = offboard(enrolled([target]), [{ ...tagChange, before }]);
    expect(
      plan.kind === "draft" && plan.draft.changes.find(({ key }) => key === tagChange.key)?.after,
    ).toEqual(before);
  });
});

test("an access role that somebody holds by an identity provider is given back, so that the rest can go", () => {
  const users = [
    teleportUser("alice", { roles: [role.name] }),
    teleportUser("carol", { roles: [role.name], sso: viaSso }),
  ];
  const o = enrolled([target], { roles: seen([role]), users: seen(users) });
  const appChange = changeOf("teleport/app-server", `${appServer().name}#${appServer().hostId}`, {
    before: null,
    after: appServer(),
    why: "",
  });
  const grant = changeOf("teleport/user-access", "alice", {
    before: { roles: [], roleArns: [] },
    after: { roles: [role.name], roleArns: [] },
    why: "",
  });
  const { plan, keys } = offboard(o, [roleChange, appChange, grant]);
  expect(
    plan.kind === "draft" && plan.draft.changes.find(({ key }) => key === roleChange.key)?.after,
  ).toEqual({
    ...roleState,
    labels: {},
  });
  expect(plan.stays.map(({ why }) => why)).toContainEqual(expect.stringContaining("carol holds it"));
  expect(keys).toEqual(expect.arrayContaining([grant.key, appChange.key]));
  expect(keys).not.toContain("teleport/user-access:carol");
});

test("where AWS can't be read, what people have in Teleport goes, and the integration waits for the rest", () => {
  const o = enrolled([target], {
    scan: unread(),
    roles: seen([role]),
    users: seen([teleportUser("alice", { roles: [role.name] })]),
  });
  const { plan, keys } = offboard(o, [roleChange], ["app", "integration", "role", "provider"]);
  expect(keys).toEqual([
    "teleport/user-access:alice",
    roleChange.key,
    `teleport/app-server:${appServer().name}#${appServer().hostId}`,
  ]);
  expect(plan.leftOut).toMatchObject([
    { what: expect.stringContaining("the integration and its role stay") },
  ]);
});

describe("one person's adopted role", () => {
  const alice = teleportUser("alice", { roles: [role.name] });
  const adopted = changeOf("teleport/access-role", role.name, {
    before: { ...roleState, labels: {} },
    after: roleState,
    why: "",
  });
  const given = changeOf("teleport/user-access", "alice", {
    before: { roles: [], roleArns: [] },
    after: { roles: [role.name], roleArns: [] },
    why: "",
  });
  const o = enrolled([target], { roles: seen([role]), users: seen([alice]) });
  const taken = (changes: readonly AnyChange[]) =>
    planPersonRemoval({ o, record: recordOf([runOfChanges(changes)]), choices: new Set() }, "alice");

  test("that others had given stays, and it is said that access goes on by it", () => {
    expect(taken([adopted])).toMatchObject({
      kind: "nothing",
      stays: [{ what: `alice keeps the Teleport role ${role.name}, and what it opens.` }],
    });
  });

  test("that this app gave goes, and so does one that it made", () => {
    const goes = { kind: "draft", draft: { changes: [{ key: given.key, after: { roles: [] } }] }, stays: [] };
    expect(taken([adopted, given])).toMatchObject(goes);
    expect(taken([roleChange])).toMatchObject(goes);
  });
});

describe("an ARN in a person's trait, with two integrations in the account", () => {
  const alice = teleportUser("alice", { traits: { [roleArnsTrait]: [target.arn] } });
  const put = changeOf("teleport/user-access", "alice", {
    before: { roles: [], roleArns: [] },
    after: { roles: [], roleArns: [target.arn] },
    why: "",
  });
  const named = namedRolesOf({ accountId, partition: "aws" }, [{ arn: target.arn, read: seen(target) }], "");
  const ofPerson = (o: Observation) =>
    planPersonRemoval({ o, record: recordOf([runOfChanges([put])]), choices: new Set() }, "alice");

  test("stays, with the reason, where the role could not be read", () => {
    const o = enrolled([], { ...two, scan: unread(), users: seen([alice]) });
    const stay = {
      what: `${target.arn} stays in the trait of alice.`,
      why: expect.stringContaining("another integration of this account may lead to it"),
    };
    const { plan, keys } = offboard(o, [put]);
    expect(keys).not.toContain(put.key);
    expect(plan.stays).toContainEqual(stay);
    expect(ofPerson(o)).toMatchObject({ kind: "nothing", stays: [stay] });
  });

  test("goes where the role was named and read, or is gone, or the other integration is of another account", () => {
    const elsewhere = integration({ name: "other", roleArn: "arn:aws:iam::999999999999:role/other" });
    for (const over of [
      { ...two, scan: unread(), named },
      two,
      { scan: unread(), integrations: seen([integration(), elsewhere]) },
    ]) {
      const o = enrolled([], { ...over, users: seen([alice]) });
      expect(offboard(o, [put]).keys).toContain(put.key);
      expect(ofPerson(o)).toMatchObject({ kind: "draft", draft: { changes: [{ key: put.key }] } });
    }
  });
});

test("an adopted role that is not chosen loses our statement and our tags once the integration goes", () => {
  const ours = { Sid: webIdentitySid(providerArn), ...webIdentity };
  const theirs = document(trustsEc2);
  const held = integrationRole({ trustPolicy: document(trustsEc2, ours), inlinePolicies: [] });
  const trust = changeOf("aws/role-trust", held.arn, {
    before: { document: theirs },
    after: { document: held.trustPolicy },
    why: "",
  });
  const tag = ownership[0]!;
  const tagged = changeOf("aws/role-tag", `${held.arn}#${tag.key}`, { before: null, after: tag, why: "" });
  const o = enrolled([], { integrationRole: seen(held), apps: seen([]) });
  const { plan, keys } = offboard(o, [trust, tagged], ["integration"]);
  expect(keys).toEqual([`teleport/integration:${o.integrationName}`, trust.key, tagged.key]);
  const [, change] = plan.kind === "draft" ? plan.draft.changes : [];
  const after = change?.after && "document" in change.after ? change.after.document : "";
  expect(samePolicy(after, theirs)).toBe(true);
  // While the integration stays, it needs both.
  expect(offboard(o, [trust, tagged]).keys).toEqual([]);
});

test("a provider of others loses the audience that this app added, unless some role needs it", () => {
  const provider = oidcProvider({ audiences: ["theirs", "discover.teleport"], tags: [] });
  const state = { url: "https://teleport.acme.test", thumbprints: [], tags: [] };
  const added = changeOf("aws/oidc-provider", providerArn, {
    before: { ...state, audiences: ["theirs"] },
    after: { ...state, audiences: ["theirs", "discover.teleport"] },
    why: "",
  });
  const gone = {
    integrationRole: seen(null),
    apps: seen([]),
    integration: seen(null),
    provider: seen(provider),
  };
  const { plan } = offboard(enrolled([], { ...gone, scan: enrolled([target]).scan }), [added]);
  expect(plan.stays).toContainEqual(
    expect.objectContaining({ why: expect.stringContaining("It is used by") }),
  );
  const scan = enrolled([target]).scan;
  const alone = scan.ok ? seen({ ...scan.value, roles: [target] }) : scan;
  const free = offboard(enrolled([], { ...gone, scan: alone, integrations: seen([]) }), [added]);
  const change =
    free.plan.kind === "draft" ? free.plan.draft.changes.find(({ key }) => key === added.key) : undefined;
  expect(change?.after).toMatchObject({ audiences: ["theirs"] });
});

describe("where the account's roles can't be listed", () => {
  const unreadArn = `arn:aws:iam::${accountId}:role/Hidden`;
  const readings = [
    { arn: target.arn, read: seen(target) },
    { arn: unreadArn, read: unread() },
  ];
  const named = namedRolesOf({ accountId, partition: "aws" }, readings, "");
  const o = enrolled([], { scan: unread(), named });
  const trustKey = `aws/role-trust:${target.arn}`;
  const ofRole = (observation: Observation, roleArn: string) =>
    planTrustRemoval({ o: observation, record: recordOf([runOfChanges([tagChange])]), choices: new Set() }, [
      roleArn,
    ]);

  test("a role that was named and read is closed; of any other nothing is concluded", () => {
    expect(ofRole(o, target.arn)).toMatchObject({
      kind: "draft",
      draft: { changes: [{ key: trustKey }, { key: tagChange.key, needs: [trustKey] }] },
      leftOut: [],
    });
    expect(ofRole(o, unreadArn)).toMatchObject({ kind: "refused", problem: { what: "It was refused." } });
    expect(ofRole(o, `${target.arn}2`)).toMatchObject({
      kind: "refused",
      problem: { what: "This role was not read." },
    });
    const unnamed = enrolled([], { scan: unread() });
    expect(ofRole(unnamed, target.arn)).toMatchObject({
      kind: "refused",
      problem: { what: "It was refused." },
    });
  });

  test("offboarding closes the named roles, and keeps the integration, its role and provider, with the reason", () => {
    const { plan, keys } = offboard(o, [tagChange], ["app", "integration", "role", "provider"]);
    expect(keys).toEqual([
      `teleport/app-server:${appServer().name}#${appServer().hostId}`,
      trustKey,
      tagChange.key,
    ]);
    expect(plan.leftOut).toMatchObject([
      { evidence: unreadArn },
      {
        what: "The integration, its role and the identity provider stay.",
        why: expect.stringContaining("another one may trust the integration role"),
      },
    ]);
  });

  test("nothing is written with credentials of another account", () => {
    const elsewhere = enrolled([], {
      scan: unread(),
      named,
      aws: seen(awsIdentity({ accountId: "999999999999" })),
    });
    expect(ofRole(elsewhere, target.arn)).toMatchObject({ kind: "refused" });
    expect(offboard(elsewhere, [tagChange]).keys).toEqual([]);
  });
});

test("while others' policies keep the integration role, the integration stays too, with the reason", () => {
  const theirs = { name: "Theirs", document: document({ Effect: "Allow", Action: "s3:*", Resource: "*" }) };
  const { inlinePolicies } = integrationRole();
  const choices = ["app", "integration", "role", "provider"];
  const run = (role: ReturnType<typeof integrationRole>) =>
    offboard(enrolled([target], { integrationRole: seen(role) }), [], choices);
  const held = integrationRole({ inlinePolicies: [...(inlinePolicies ?? []), theirs] });
  const { plan, keys } = run(held);
  const key = "teleport/integration:acme-production";
  expect(keys).not.toContain(key);
  expect(keys).not.toContain(`aws/role:${held.arn}`);
  expect(plan.kind === "draft" && plan.draft.changes.flatMap(({ needs }) => needs)).not.toContain(key);
  expect(plan.leftOut).toContainEqual(
    expect.objectContaining({
      what: "The Teleport integration acme-production stays.",
      why: expect.stringContaining("It has policies of others: Theirs."),
    }),
  );
  expect(run(integrationRole()).keys).toEqual(expect.arrayContaining([key, `aws/role:${held.arn}`]));
});

describe("an access role that this app made", () => {
  const alice = teleportUser("alice", { roles: [role.name] });
  const o = enrolled([target], { roles: seen([role]), users: seen([alice]) });
  const fateOf = (changes: readonly AnyChange[], choices: readonly string[]) => {
    const { plan } = offboard(o, changes, choices);
    return plan.kind === "draft"
      ? plan.draft.changes.find(({ key }) => key === roleChange.key)?.after
      : undefined;
  };

  test("stays without our label unless its deletion is chosen, with what a connector has to do with it", () => {
    const { plan, keys, removal } = offboard(o, [roleChange]);
    expect(fateOf([roleChange], [])).toEqual({ ...roleState, labels: {} });
    expect(keys).toContain("teleport/user-access:alice");
    expect(plan.stays).toContainEqual({
      what: `The Teleport role ${role.name} stays.`,
      why: expect.stringContaining("whoever is mapped to a role that is missing can't sign in"),
    });
    const [choice] = offboardChoices(removal);
    expect(choice).toMatchObject({ id: "access-roles", title: expect.stringContaining(role.name) });
    expect(choice?.words).toContain("tctl get connectors");
    expect(fateOf([roleChange], ["access-roles"])).toBeNull();
  });

  test.each<[string, TeleportRole]>([
    [
      "an app label more",
      { ...role, allow: { ...role.allow, appLabels: { ...role.allow.appLabels, env: ["*"] } } },
    ],
    ["another value of an app label", { ...role, allow: { ...role.allow, appLabels: { "*": ["*"] } } }],
    ["a label of its own", { ...role, labels: { ...role.labels, team: "platform" } }],
  ])("that somebody gave %s is theirs too: it stays, and its deletion is not offered", (_what, changed) => {
    const widened = enrolled([target], { roles: seen([changed]), users: seen([alice]) });
    const { plan, removal } = offboard(widened, [roleChange], ["access-roles"]);
    if (plan.kind !== "draft") throw new Error(plan.kind);
    const { version, allow } = changed;
    const { [enrollmentLabel]: _ours, ...labels } = changed.labels;
    const released = { version, labels, appLabels: allow.appLabels, awsRoleArns: allow.awsRoleArns };
    expect(plan.draft.changes.find(({ key }) => key === roleChange.key)?.after).toEqual(released);
    expect(plan.stays).toContainEqual({
      what: `The Teleport role ${role.name} stays.`,
      why: expect.stringContaining("what others put into it is theirs"),
    });
    expect(offboardChoices(removal).map(({ id }) => id)).not.toContain("access-roles");
  });

  test("with a label of Teleport's own is still this app's alone", () => {
    const kept = { ...role, labels: { ...role.labels, "teleport.internal/origin": "dynamic" } };
    const { removal } = offboard(enrolled([target], { roles: seen([kept]) }), [roleChange]);
    expect(offboardChoices(removal).map(({ id }) => id)).toContain("access-roles");
  });

  test("that was given back once is taken only from those to whom this app gave it, and stays while others hold it", () => {
    const givenBack = { ...roleState, labels: {} };
    const history = [
      roleChange,
      changeOf("teleport/access-role", role.name, { before: roleState, after: givenBack, why: "" }),
      changeOf("teleport/access-role", role.name, { before: givenBack, after: roleState, why: "" }),
    ];
    const { keys, removal } = offboard(o, history, ["access-roles"]);
    expect(keys).not.toContain("teleport/user-access:alice");
    expect(fateOf(history, ["access-roles"])).toEqual(givenBack);
    expect(offboardChoices(removal).map(({ id }) => id)).not.toContain("access-roles");
    const given = changeOf("teleport/user-access", "alice", {
      before: { roles: [], roleArns: [] },
      after: { roles: [role.name], roleArns: [] },
      why: "",
    });
    expect(fateOf([...history, given], ["access-roles"])).toBeNull();
  });
});

test("what is not on record as made here is a choice of its own", () => {
  const { removal } = offboard(enrolled([target]), []);
  expect(offboardChoices(removal).map(({ id }) => id)).toEqual(["app", "integration", "role", "provider"]);
});
