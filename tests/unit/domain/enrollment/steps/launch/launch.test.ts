import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { launchStepView } from "#lib/domain/enrollment/steps/launch/view.ts";
import { stepStates } from "#lib/domain/enrollment/steps/step-states.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import {
  awsRole,
  document,
  targetTag,
  trustsEc2,
  trustsRole,
} from "../../../../../support/observation/aws.ts";
import { integrationRoleArn } from "../../../../../support/observation/names.ts";
import { enrolled, seen, unread } from "../../../../../support/observation/observation.ts";
import { plan, roleArnOf } from "../../../../../support/observation/plans.ts";
import { accessRole, teleportUser } from "../../../../../support/observation/teleport.ts";

const trusting = document(trustsRole(integrationRoleArn));
const ready = awsRole("ReadOnly", {
  path: "/audit/",
  tags: [targetTag],
  trustPolicy: trusting,
  lastUsedAt: "2026-11-20T08:00:00Z",
});
const broken = awsRole("Broken", { tags: [targetTag], trustPolicy: document(trustsEc2) });
const untagged = awsRole("Half", { trustPolicy: trusting });

const setting = (roles: readonly AwsRole[], named: readonly string[] = [ready.arn]): Observation => {
  const access = named.map((arn) => accessRole(`aws_access_${arn.split("/").at(-1)}`, arn));
  return enrolled(roles, {
    roles: seen(access),
    users: seen([teleportUser("alice", { roles: access.map(({ name }) => name) })]),
  });
};
const stateOf = (o: Observation) => stepStates(o)[5];
const tileOf = (o: Observation, name: string) => launchStepView(o).tiles.find((tile) => tile.name === name);

describe("a tile", () => {
  test("launches one role: link, tsh lines, holders and the last use that was seen", () => {
    const tile = tileOf(setting([ready]), "ReadOnly");
    expect(tile).toMatchObject({
      roleArn: ready.arn,
      path: "/audit/",
      state: "ready",
      heldBy: ["alice"],
      lastUsedAt: "2026-11-20T08:00:00Z",
      launched: null,
      consoleUrl:
        "https://teleport.acme.test/web/launch/acme-production.teleport.acme.test/teleport.acme.test/acme-production.teleport.acme.test/arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Faudit%2FReadOnly",
    });
    expect(tile?.cli).toContain(`tsh apps login --aws-role ${ready.arn} acme-production`);
    expect(tile?.checks.every(({ verdict }) => verdict === "ok")).toBe(true);
  });

  test("has no link where the verdict is fails, and keeps it otherwise", () => {
    const o = setting([ready, broken, untagged], [ready.arn, broken.arn]);
    expect(tileOf(o, "Broken")).toMatchObject({ state: "fails", consoleUrl: null });
    expect(tileOf(o, "Half")?.state).toBe("ready-not-per-guide");
    expect(tileOf(o, "Half")?.consoleUrl).not.toBeNull();
  });

  test("of a role that is gone, but named by an access role, fails", () => {
    const tile = tileOf(setting([ready], [ready.arn, roleArnOf("Gone")]), "Gone");
    expect(tile).toMatchObject({ state: "fails", consoleUrl: null });
    expect(tile?.says).toContain("no such role");
  });

  test("of a role that could not be read is unknown, and keeps its link", () => {
    const tile = tileOf({ ...setting([ready]), scan: unread() }, "ReadOnly");
    expect(tile?.state).toBe("unknown");
    expect(tile?.consoleUrl).not.toBeNull();
  });

  test("names the first few who reach it, and how many more there are", () => {
    const roles = ["aws_access_ReadOnly"];
    const users = Array.from({ length: 7 }, (_, place) => teleportUser(`user-${place}`, { roles }));
    const holder = tileOf({ ...setting([ready]), users: seen(users) }, "ReadOnly")?.checks.find(
      ({ id }) => id === "holder",
    );
    expect(holder?.evidence).toBe("user-0, user-1, user-2, user-3, user-4 and 2 more");
  });

  test("says when nobody reaches it", () => {
    const o = { ...setting([ready]), users: seen([teleportUser("bob")]) };
    expect(tileOf(o, "ReadOnly")?.checks.find(({ id }) => id === "holder")?.verdict).toBe("bad");
  });

  test("a role that neither trusts by name nor is named is no target", () => {
    const byRoot = awsRole("Root", {
      tags: [targetTag],
      trustPolicy: document(trustsRole("arn:aws:iam::123456789012:root")),
    });
    expect(tileOf(setting([ready, byRoot]), "Root")).toBeUndefined();
    expect(tileOf(setting([ready, byRoot], [byRoot.arn]), "Root")?.state).toBe("ready");
  });

  test("what an access role names beside ARNs of roles is no target: a pattern, a template", () => {
    const names = launchStepView(setting([ready], [ready.arn, "*", "{{external.aws_role_arns}}"])).tiles;
    expect(names.map(({ name }) => name)).toEqual(["ReadOnly"]);
  });
});

test("the page names the limit of chained sessions, what CloudTrail calls them, and where to sign in", () => {
  const view = launchStepView(setting([ready]));
  expect(view.sessionLimit).toContain("one hour");
  expect(view.sessionLimit).toContain("assumed-role/<role>/<user>");
  expect(view.signInUrl).toBe("https://teleport.acme.test");
  expect(view.problem).toBeNull();
});

describe("step 6 is done when every target role is ready", () => {
  test("all of them", () => {
    expect(stateOf(setting([ready]))).toMatchObject({
      status: "done",
      summary: "1 of 1 role ready to launch",
    });
  });

  test.each([
    ["one fails", broken],
    ["one is ready, but not as the guide has it", untagged],
  ])("not when %s", (_name, role) => {
    const state = stateOf(setting([ready, role], [ready.arn, role.arn]));
    expect(state?.status).toBe("attention");
    expect(state?.checks.find(({ id }) => id === "all-ready")?.evidence).toContain(role.name);
  });

  test("it waits for access, and for the app", () => {
    const nobody = { ...setting([ready]), users: seen([teleportUser("bob")]) };
    expect(stateOf(nobody)).toMatchObject({ status: "waiting", summary: "waits for access" });
    expect(stateOf({ ...nobody, apps: seen([]) })).toMatchObject({ summary: "waits for the app" });
  });

  test("it is unknown without the roles", () => {
    expect(stateOf({ ...setting([ready]), scan: unread() })?.status).toBe("unknown");
  });

  test("it changes nothing", () => {
    expect(plan(setting([ready]), "launch").kind).toBe("nothing");
  });
});
