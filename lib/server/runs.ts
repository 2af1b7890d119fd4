import "server-only";
import type { ActiveRunView } from "#lib/domain/enrollment/enrollment-now.ts";
import type { RunView } from "#lib/domain/enrollment/views.ts";
import { runView as buildRun } from "#lib/domain/enrollment/run-view.ts";
import { countRun, type Run } from "#lib/domain/enrollment/run.ts";
import { container } from "./container.ts";
import { isReading } from "./observations.ts";
import { titleOf } from "./plans.ts";

const listed = 20;

export function viewRun(run: Run, shown?: Run["changes"]): RunView {
  return buildRun(run, titleOf, isReading(run.plan.scope.integration), shown);
}

/** Newest first, without their changes. */
export async function runsOf(integration: string): Promise<readonly RunView[]> {
  const { engine, journal } = await container();
  const ids = await journal.runs({ integration, limit: listed });
  const runs = await Promise.all(ids.map(async (id) => await engine.run(id)));
  return runs.filter((run) => run !== null).map((run) => viewRun(run, []));
}

/** The run that goes on now: a banner leads there from every page. */
export async function activeRunOf(integration: string): Promise<ActiveRunView | null> {
  const { engine, journal } = await container();
  const [newest] = await journal.runs({ integration, limit: 1 });
  const run = newest ? await engine.run(newest) : null;
  if (run?.status !== "running") return null;
  const counts = countRun(run);
  const open = counts["not-started"] + counts["in-progress"];
  const { id, revision, startedBy, changes } = run;
  const { step } = run.plan;
  return { id, step, startedBy, done: changes.length - open, total: changes.length, revision };
}
