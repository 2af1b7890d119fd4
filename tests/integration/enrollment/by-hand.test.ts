import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ByHand } from "#lib/domain/enrollment/by-hand.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import { byHandForPlan } from "#lib/resources/by-hand.ts";
import { unseenByHand } from "#lib/resources/unseen-by-hand.ts";
import { begin, enroll, inputsFor, name, targets } from "../../support/enrollment/production.ts";
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
    .map(([key, part]) => [key, typeof part === "string" ? comparableText(key, part) : comparable(part)]);
  return Object.fromEntries(entries);
}

function comparableText(key: string, text: string): unknown {
  if (policies.has(key)) return JSON.parse(text);
  // IAM tells keys of tags apart without their spelling.
  return key === "key" ? text.toLowerCase() : comparable(text);
}

async function seenOf({ core }: World): Promise<unknown> {
  const { identity: _identity, ...observation } = await observeAt(core, name);
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

/** Steps whose scripts need a program that is not installed are applied: the others still build on them. */
const ways: Readonly<Record<Step, "by hand" | "apply">> = {
  integration: isInstalled("aws") ? "by hand" : "apply",
  permissions: isInstalled("aws") ? "by hand" : "apply",
  trust: isInstalled("aws") ? "by hand" : "apply",
  app: "by hand",
  // tctl sets a user's whole list of roles, so that script asks jq to merge it.
  access: isInstalled("jq") ? "by hand" : "apply",
};

test("each step's script, run with sh, leaves what Apply leaves", async () => {
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

/** Both are needed by these scripts; where one is missing there is no such test, rather than a skipped one. */
const tools = ["aws", "jq"].every(isInstalled) ? ["aws and jq"] : [];

describe.each(tools)("for an account that the app can't read, with %s", () => {
  const roleNames = targets.map((arn) => arn.split("/").at(-1) ?? "");

  function unreadable(o: Observation): Observation {
    const problem = { code: "aws-access-denied", what: "Refused.", why: "A test.", remedy: "None." } as const;
    const unread = { ok: false, problem, at: o.aws.at } as const;
    return { ...o, aws: unread, provider: unread, integrationRole: unread, scan: unread };
  }

  async function doUnseen(blind: World, step: "integration" | "permissions" | "trust"): Promise<string> {
    const byHand = unseenByHand(unreadable(await observeAt(blind.core, name)), step);
    if (!byHand) throw new Error(`${step} has nothing by hand`);
    const { status, said } = await runByHand(blind, byHand, step === "trust" ? roleNames : []);
    expect(`${status} ${said}`).toMatch(/^0/);
    return said;
  }

  test("the scripts leave what Apply leaves, and a second time change nothing", async () => {
    const blind = await openWorld();
    await begin(blind.core);
    for (const step of ["integration", "permissions", "trust"] as const) await doUnseen(blind, step);
    for (const step of ["app", "access"] as const) {
      runOf(await applyStep(blind.core, name, step, inputs[step] as never));
    }
    expect(await seenOf(blind)).toEqual(applied);
    expect(await doUnseen(blind, "integration")).toContain("exists already: it was left as it is");
    await doUnseen(blind, "permissions");
    await doUnseen(blind, "trust");
    expect(await seenOf(blind)).toEqual(applied);
    await blind.close();
  });
});
