import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { launchStepView } from "#lib/domain/enrollment/steps/launch/view.ts";
import { stepStates } from "#lib/domain/enrollment/steps/step-states.ts";
import type { ErrorCode } from "#lib/domain/errors.ts";
import type { AppLaunch } from "#lib/domain/teleport/types.ts";
import { awsRole, document, targetTag, trustsRole } from "../../../../../support/observation/aws.ts";
import { at, integrationRoleArn } from "../../../../../support/observation/names.ts";
import { enrolled, seen, unread } from "../../../../../support/observation/observation.ts";
import { roleArnOf } from "../../../../../support/observation/plans.ts";
import { accessRole, teleportUser } from "../../../../../support/observation/teleport.ts";

const trusting = document(trustsRole(integrationRoleArn));
const opened = awsRole("ReadOnly", { tags: [targetTag], trustPolicy: trusting });
const used = awsRole("Used", {
  tags: [targetTag],
  trustPolicy: trusting,
  lastUsedAt: "2026-11-20T08:00:00Z",
});

const launch = (over: Partial<AppLaunch> = {}): AppLaunch => ({
  user: "alice",
  app: "acme-production",
  roleArn: opened.arn,
  at: "2026-11-22T09:57:00.000Z",
  ...over,
});

function setting(launches: readonly AppLaunch[] | ErrorCode, roles = [opened]): Observation {
  const access = roles.map(({ arn, name }) => accessRole(`aws_access_${name}`, arn));
  return enrolled(roles, {
    roles: seen(access),
    users: seen([teleportUser("alice", { roles: access.map(({ name }) => name) })]),
    launches: typeof launches === "string" ? unread(launches) : seen({ launches, since: at }),
  });
}

const tileOf = (o: Observation, name = "ReadOnly") =>
  launchStepView(o).tiles.find((tile) => tile.name === name);
const seenCheckOf = (o: Observation) => stepStates(o)[5]?.checks.find(({ id }) => id === "seen");

describe("Teleport's audit log marks a role that was launched", () => {
  test("with the newest of its launches: who, and when", () => {
    const older = launch({ user: "bob", at: "2026-11-21T09:00:00.000Z" });
    for (const list of [
      [launch(), older],
      [older, launch()],
    ]) {
      expect(tileOf(setting(list))?.launched).toEqual({ by: "alice", at: "2026-11-22T09:57:00.000Z" });
    }
  });

  test("not by another role's launch, nor by one through the app of another enrollment", () => {
    const others = [launch({ roleArn: roleArnOf("Other") }), launch({ app: "acme-elsewhere" })];
    expect(tileOf(setting(others))?.launched).toBeNull();
  });

  test("by the role alone where the server names no app", () => {
    expect(tileOf(setting([launch({ app: null })]))?.launched).toMatchObject({ by: "alice" });
  });

  test("beside what AWS says, which stays as it is", () => {
    const o = setting([launch({ roleArn: used.arn })], [used]);
    expect(tileOf(o, "Used")).toMatchObject({
      launched: { by: "alice" },
      lastUsedAt: "2026-11-20T08:00:00Z",
    });
  });
});

describe("where the audit log is not read", () => {
  test.each<[ErrorCode, string]>([
    ["teleport-access-denied", "does not let it read the audit log (list on event)"],
    ["teleport-unsupported", "version of this cluster lacks the call"],
    ["teleport-unreachable", "It was refused. A test."],
  ])("%s: the page says why, has all of its roles, and no problem", (code, words) => {
    const view = launchStepView(setting(code));
    expect(view.auditLog).toMatchObject({ readable: false, why: expect.stringContaining(words) });
    expect(view.problem).toBeNull();
    expect(view.tiles).toEqual([expect.objectContaining({ name: "ReadOnly", launched: null })]);
    expect(stepStates(setting(code))[5]).toMatchObject({ status: "done", problems: [] });
  });
});

describe("the step's check", () => {
  test("counts the roles that either witness has seen", () => {
    expect(seenCheckOf(setting([launch()], [opened, used]))).toMatchObject({
      verdict: "ok",
      evidence: "2 of 2 were used.",
    });
    expect(seenCheckOf(setting([], [opened, used]))?.evidence).toBe("1 of 2 were used.");
  });

  test("is no condition: a step whose roles nobody has opened yet is done", () => {
    expect(stepStates(setting([]))[5]?.status).toBe("done");
    expect(seenCheckOf(setting([]))).toMatchObject({
      verdict: "off",
      evidence: expect.stringContaining("Neither"),
    });
    expect(seenCheckOf(setting("teleport-access-denied"))?.evidence).toContain("list on event");
  });
});
