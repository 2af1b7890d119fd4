import "server-only";
import type { ActiveRunView } from "#lib/domain/enrollment/enrollment-now.ts";
import type { RunListView } from "#lib/domain/enrollment/run-pages.ts";
import type { RunView, UnreadRunView } from "#lib/domain/enrollment/views.ts";
import { runView as buildRun } from "#lib/domain/enrollment/run-view.ts";
import { countRun, type Run } from "#lib/domain/enrollment/run.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { isOfOneRun } from "#lib/enrollment/written-record.ts";
import { container } from "./container.ts";
import { log } from "./log.ts";
import { isReading } from "./observations.ts";
import { titleOf } from "./plans.ts";

export function viewRun(run: Run, shown?: Run["changes"]): RunView {
  return buildRun(run, titleOf, isReading(run.plan.scope.integration), shown);
}

export interface RunPage {
  limit: number;
  /** Id of a run: those that began before it. */
  before: string | null;
  /** Those that were to change this role. */
  roleArn?: string;
}

/** Newest first; one that can't be read keeps no other from being shown. `older`: where the next page begins, if there is one. */
export async function readRuns(
  integration: string,
  { limit, before, roleArn }: RunPage,
): Promise<{ runs: readonly (Run | UnreadRunView)[]; older: string | null }> {
  const { journal } = await container();
  const ids = await journal.runs({
    integration,
    limit: limit + 1,
    ...(before === null ? {} : { before }),
    ...(roleArn === undefined ? {} : { roleArn }),
  });
  const shown = ids.slice(0, limit);
  const runs = await Promise.all(shown.map(async (id) => await readRun(integration, id)));
  return {
    runs: runs.filter((run) => run !== null),
    older: ids.length > limit ? (shown.at(-1) ?? null) : null,
  };
}

/** A page of an enrollment's runs, without their changes. */
export async function runsOf(integration: string, page: RunPage): Promise<RunListView> {
  const { runs, older } = await readRuns(integration, page);
  return {
    runs: runs.map((run) => ("unread" in run ? run : viewRun(run, []))),
    older,
    before: page.before,
  };
}

/** Null: there is none of that id in this enrollment. */
export async function runOf(integration: string, id: string): Promise<RunView | UnreadRunView | null> {
  const run = await readRun(integration, id);
  if (run === null || "unread" in run) return run;
  return run.plan.scope.integration === integration ? viewRun(run) : null;
}

async function readRun(integration: string, id: string): Promise<Run | UnreadRunView | null> {
  const { engine, journal } = await container();
  try {
    return await engine.run(id);
  } catch (error) {
    if (!isOfOneRun(error)) throw error;
    log.warn({ err: error, runId: id }, "a run could not be read");
    // Its plan can't tell any more whose it is; the journal's list can.
    const own = await journal.runs({ integration });
    return own.includes(id) ? { id, integration, unread: unreadRun(error.problem, id) } : null;
  }
}

function unreadRun({ code }: Problem, id: string): Problem {
  return {
    code,
    what: "This run can't be read.",
    why: "What is stored of its plan is missing, or is not what was shown. It can be neither continued nor taken back, and what it wrote is not known here.",
    remedy: "Restore the data of this app from a backup that has the plan. Other runs are not affected.",
    evidence: id,
  };
}

/** Reading what others carry out in this moment says nothing against the rest: one whose plan can't be read can't go on. */
async function goingOn(): Promise<readonly Run[]> {
  const { engine } = await container();
  const held = await engine.heldRuns();
  const runs = await Promise.all(held.map(async (id) => await orNone(engine.run(id))));
  return runs.filter((run) => run !== null).filter(({ status }) => status === "running");
}

async function orNone(reading: Promise<Run | null>): Promise<Run | null> {
  try {
    return await reading;
  } catch (error) {
    if (isOfOneRun(error)) return null;
    throw error;
  }
}

/** The runs that go on now in all accounts, by enrollment. */
export async function activeRuns(): Promise<ReadonlyMap<string, string>> {
  return new Map((await goingOn()).map((run) => [run.plan.scope.integration, run.id]));
}

/** The run that goes on now: a banner leads there from every page. */
export async function activeRunOf(integration: string): Promise<ActiveRunView | null> {
  const run = (await goingOn()).find(({ plan }) => plan.scope.integration === integration);
  if (run === undefined) return null;
  const counts = countRun(run);
  const open = counts["not-started"] + counts["in-progress"];
  const { id, revision, startedBy, changes } = run;
  const { step } = run.plan;
  return { id, step, startedBy, done: changes.length - open, total: changes.length, revision };
}
