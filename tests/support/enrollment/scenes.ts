import type { IAMClient } from "@aws-sdk/client-iam";
import { expect, onTestFinished } from "vitest";
import type { Run } from "#lib/domain/enrollment/run.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type { AppCore } from "./app-core.ts";
import { iamOf } from "./dump.ts";
import { accountId, begin, enroll, inputsFor, type Choices } from "./production.ts";
import { applyStep, beginEnrollment, runOf, type Applied } from "./steps.ts";
import { openWorld, type World } from "./world.ts";

/* Where the tests with strangers begin: each world is one test's own, and closed with it. */

/** The production account is begun, and nothing is written yet. */
export async function begunWorld(): Promise<World> {
  const world = await openWorld();
  onTestFinished(() => world.close());
  await begin(world.core);
  return world;
}

/** Steps 1 to 5 are done. */
export async function enrolledWorld(choices: Partial<Choices> = {}): Promise<World> {
  const world = await begunWorld();
  for (const step of Object.values(await enroll(world.core, choices))) runOf(step);
  await world.control.clearLog();
  return world;
}

/** Somebody else's way into the production account. */
export async function strangersIam({ sandbox }: Pick<World, "sandbox">): Promise<IAMClient> {
  const iam = await iamOf(sandbox, accountId);
  onTestFinished(() => iam.destroy());
  return iam;
}

/** A second integration of the same account. */
export const second = "acme-production-two";

/** Steps 1 to 5 for the second one, with the run of each. */
export async function enrollSecond(core: AppCore, choices: Partial<Choices>): Promise<readonly Run[]> {
  await beginEnrollment(core, {
    integration: second,
    roleName: "teleport-integration-two",
    accountId,
    displayName: "Acme Production",
  });
  const inputs = inputsFor(choices);
  const runs: Run[] = [];
  for (const step of ["integration", "permissions", "trust", "app", "access"] as const)
    runs.push(runOf(await applyStep(core, second, step, inputs[step] as never)));
  return runs;
}

/** The problem that the page shows; it always says what, why and what to do. */
export function refusalOf(applied: Applied): Problem {
  if (applied.kind !== "refused") throw new Error(`It was not refused: ${applied.kind}`);
  const { what, why, remedy } = applied.problem;
  expect([what, why, remedy]).not.toContain("");
  return applied.problem;
}

export const nothingWritten = { aws: 0, teleport: 0 };
