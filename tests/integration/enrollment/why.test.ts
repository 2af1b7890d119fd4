import { afterAll, beforeAll, expect, test } from "vitest";
import { why } from "#lib/domain/enrollment/why/why.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import { begin, enroll, inputsFor, name, roleArn, targets } from "../../support/enrollment/production.ts";
import { applyStep, observeAt } from "../../support/enrollment/steps.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

/** Everybody who can sign in with a password of the sandbox's own making. */
const people = ["alice", "bob", "dana", "erin", "grace"] as const;

let world: World;
let observation: Observation;

beforeAll(async () => {
  world = await openWorld();
  await begin(world.core);
  await enroll(world.core, { users: ["alice", "dana"], traitUsers: ["erin"] });
  // Roles that fail are given, too, so that what AWS refuses is asked as well.
  const awkward = [roleArn("IncidentResponder"), roleArn("data/DataEngineer")];
  await applyStep(world.core, name, "access", inputsFor({ roleArns: awkward }).access);
  observation = await observeAt(world.core, name);
});
afterAll(() => world.close());

async function askedOf(userName: string, arn: string) {
  const { roles = [] } = (await world.core.teleport.getUser(userName)) ?? {};
  const locked = await world.core.teleport.isLocked(userName, roles);
  return why(observation, { userName, roleArn: arn, locked });
}

test("the answer is what a launch then finds, for every person and every role of the account", async () => {
  if (!observation.scan.ok) throw new Error(observation.scan.problem.what);
  const seen = { can: 0, cannot: 0, unknown: 0 };
  for (const { arn } of observation.scan.value.roles) {
    for (const person of people) {
      const { answer, first } = await askedOf(person, arn);
      seen[answer] += 1;
      if (answer === "unknown") continue;
      const { status } = await launchAs(world.sandbox, person, name, arn);
      expect(`${person} ${arn} ${status} ${first?.words ?? ""}`).toBe(
        `${person} ${arn} ${answer === "can" ? 200 : 403} ${first?.words ?? ""}`,
      );
    }
  }
  expect(seen.can).toBeGreaterThanOrEqual(2 * targets.length);
  expect(seen.cannot).toBeGreaterThan(100);
});
