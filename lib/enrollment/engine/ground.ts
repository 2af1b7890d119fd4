import type { AnyChange, AnyGround } from "#lib/domain/enrollment/resource.ts";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import type { LiveRun } from "./live-run.ts";
import { groundMoved } from "./problems.ts";
import { look } from "./read-back.ts";

type Grounded = Pick<AnyChange, "resource" | "before" | "after" | "standsOn">;

const bindGround = (run: LiveRun, { resource, state }: AnyGround) =>
  run.bind({ resource, before: state, after: state });

/** By one read of each: what of the change's ground is not as planned; null: all of it is. */
export async function movedGround(run: LiveRun, change: Grounded): Promise<Problem | null> {
  const problems = await Promise.all(
    (change.standsOn ?? []).map(async (each) => {
      const ground = bindGround(run, each);
      const { state } = each;
      const found = await ground.read();
      return ground.same(found, state) ? null : groundMoved(run.bind(change), ground, state, found);
    }),
  );
  return problems.find((problem) => problem !== null) ?? null;
}

/** The same by looking until it is certain: one read may be late, and miss what this run itself has just made. */
export async function provenMovedGround(run: LiveRun, change: Grounded): Promise<Problem | null> {
  if ((await movedGround(run, change)) === null) return null;
  for (const each of change.standsOn ?? []) {
    const ground = bindGround(run, each);
    const { state } = each;
    const sight = await look(run, ground, { before: state, after: state });
    if (sight.seen === "other") return groundMoved(run.bind(change), ground, state, sight.found);
    if (sight.seen === "nothing") throw new AppError(sight.problem);
  }
  return null;
}
