import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ByHand } from "#lib/domain/enrollment/by-hand.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import { planScope } from "#lib/domain/enrollment/scope.ts";
import { unreadPlan } from "#lib/domain/enrollment/steps/unread.ts";
import { byHandForPlan } from "#lib/resources/by-hand.ts";
import { unseenByHand } from "#lib/resources/unseen-by-hand.ts";
import { begin, enroll, inputsFor, name } from "../../support/enrollment/production.ts";
import { applyStep, observeAt, planAt, runOf, stepStatuses } from "../../support/enrollment/steps.ts";
import { isInstalled, runByHand } from "../../support/enrollment/shell.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

type Step = Exclude<StepId, "launch">;
const choices = { users: ["alice", "dana"], traitUsers: ["erin"] };
const inputs = inputsFor(choices);

let world: World;
/** What Apply makes of an equal sandbox. */
let applied: unknown;

beforeAll(async () => {
  const twin = await openWorld();
  await begin(twin.core);
  for (const step of Object.values(await enroll(twin.core, choices))) runOf(step);
  applied = await seenOf(twin);
  await twin.close();
  world = await openWorld();
  await begin(world.core);
});
afterAll(() => world.close());

const policies = new Set(["trustPolicy", "document"]);
const ofTheMaking = new Set([
  "at",
  "webUrl",
  "roleId",
  "userId",
  "hostId",
  "revision",
  "createdAt",
  "lastUsedAt",
  "livePrincipalIds",
  "thumbprint",
]);
const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** What the app sees, without what is new in each sandbox and at each making. Policies compare by what they say. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable).toSorted(byText);
  // The session of a Ping bears its time.
  if (typeof value === "string") return value.replace(/\/teleport-\d+$/, "/teleport");
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !ofTheMaking.has(key))
    .map(([key, part]) => [
      key,
      policies.has(key) && typeof part === "string" ? (JSON.parse(part) as unknown) : comparable(part),
    ]);
  return Object.fromEntries(entries);
}

async function seenOf({ core }: World): Promise<unknown> {
  const { identity: _identity, launches: _launches, ...observation } = await observeAt(core, name);
  return comparable(observation);
}

async function handOf(step: Step): Promise<ByHand> {
  const planned = await planAt(world.core, name, step, inputs[step]);
  if (planned.kind !== "draft") throw new Error(`${step}: ${JSON.stringify(planned)}`);
  return byHandForPlan(planned.draft.scope, planned.draft.changes);
}

async function doByHand(step: Step): Promise<void> {
  const { status, said } = await runByHand(world, await handOf(step));
  expect(`${status} ${said}`).toMatch(/^0/);
}

/**
 * Steps whose scripts need a program that is not installed are applied: the others still build on them. What may have
 * been written since the plan is compared, or merged, by jq.
 */
const ways: Readonly<Record<Step, "by hand" | "apply">> = {
  integration: isInstalled("aws") ? "by hand" : "apply",
  permissions: isInstalled("aws") && isInstalled("jq") ? "by hand" : "apply",
  trust: isInstalled("aws") && isInstalled("jq") ? "by hand" : "apply",
  app: "by hand",
  access: isInstalled("jq") ? "by hand" : "apply",
};

/** The `aws` command takes a second or more to start, on a busy machine many, and each change asks it twice. */
const slowMs = 900_000;

test("each step's script, run with sh, leaves what Apply leaves", { timeout: slowMs }, async () => {
  for (const step of ["integration", "permissions", "trust", "app", "access"] as const) {
    if (ways[step] === "by hand") await doByHand(step);
    else runOf(await applyStep(world.core, name, step, inputs[step] as never));
  }
  expect(stepStatuses(await observeAt(world.core, name))).toEqual({
    integration: "done",
    permissions: "done",
    trust: "done",
    app: "done",
    access: "done",
    launch: "done",
  });
  expect(await seenOf(world)).toEqual(applied);
});

/** Where the program is missing there is no such test, rather than a skipped one. */
const tools = ["aws"].filter(() => isInstalled("aws") && isInstalled("jq"));

describe.each(tools)("for an account that the app can't read, with %s", () => {
  function unreadable(o: Observation): Observation {
    const problem = { code: "aws-access-denied", what: "Refused.", why: "A test.", remedy: "None." } as const;
    const unread = { ok: false, problem, at: o.aws.at } as const;
    return { ...o, aws: unread, provider: unread, integrationRole: unread, scan: unread };
  }

  async function doUnseen(blind: World, step: "integration" | "permissions"): Promise<string> {
    const o = unreadable(await observeAt(blind.core, name));
    const byHand = unseenByHand(planScope(o), step, unreadPlan(o, step)?.changes ?? []);
    const { status, said } = await runByHand(blind, byHand);
    expect(`${status} ${said}`).toMatch(/^0/);
    return said;
  }

  test(
    "the scripts leave what Apply leaves, and a second time change nothing",
    { timeout: slowMs },
    async () => {
      const blind = await openWorld();
      await begin(blind.core);
      for (const step of ["integration", "permissions"] as const) await doUnseen(blind, step);
      for (const step of ["trust", "app", "access"] as const) {
        runOf(await applyStep(blind.core, name, step, inputs[step] as never));
      }
      expect(await seenOf(blind)).toEqual(applied);
      expect(await doUnseen(blind, "integration")).toContain("exists already: it was left as it is");
      expect(await doUnseen(blind, "permissions")).toContain("exists already: it was left as it is");
      expect(await seenOf(blind)).toEqual(applied);
      await blind.close();
    },
  );
});
