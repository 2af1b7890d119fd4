import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import type { ByHand } from "#lib/domain/enrollment/by-hand.ts";
import type { AnyChange, ResourceKind, ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { planScope } from "#lib/domain/enrollment/scope.ts";
import type { ResourceHandler } from "#lib/enrollment/ports.ts";
import { byHandForPlan } from "#lib/resources/by-hand.ts";
import { resourceHandlers } from "#lib/resources/index.ts";
import { name } from "./production.ts";
import { runByHand } from "./shell.ts";
import { observeAt } from "./steps.ts";
import type { World } from "./world.ts";

type Edit<K extends ResourceKind> = (before: ResourceStates[K] | null) => ResourceStates[K] | null;

/** The script for one change of what is there at this moment. */
export async function scriptNow<K extends ResourceKind>(
  { core }: World,
  kind: K,
  id: string,
  edit: Edit<K>,
): Promise<ByHand> {
  const scope = planScope(await observeAt(core, name));
  const { accountId, partition } = scope;
  const account = core.aws.account({ accountId, partition, accessRoleArn: null, externalId: null });
  const handler = resourceHandlers[kind] as unknown as ResourceHandler<K>;
  const before = await handler.read({ scope, aws: account, teleport: core.teleport }, id);
  const change = changeOf(kind, id, { before, after: edit(before), why: "A test." });
  return byHandForPlan(scope, [change as AnyChange]);
}

/** What must be heard and seen of a script that found another world than its plan's: that it ended, and wrote nothing. */
export async function runTooLate(
  world: World,
  byHand: ByHand,
  meanwhile?: object,
): Promise<{ said: string; writes: number }> {
  const { status, said } = await countedRun(world, byHand, meanwhile);
  if (status === 0) throw new Error(`It went on: ${said}`);
  const { aws, teleport } = await world.control.writes();
  return { said, writes: aws + teleport };
}

/** A run that ends well; how many writes it took. */
export async function runWell(world: World, byHand: ByHand): Promise<{ said: string; writes: number }> {
  const { status, said } = await countedRun(world, byHand);
  if (status !== 0) throw new Error(`It ended with ${status}: ${said}`);
  const { aws, teleport } = await world.control.writes();
  return { said, writes: aws + teleport };
}

async function countedRun(world: World, byHand: ByHand, meanwhile?: object) {
  await world.control.clearLog();
  return runByHand(world, byHand, meanwhile);
}
