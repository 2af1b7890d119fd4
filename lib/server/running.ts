import "server-only";
import { AppError } from "#lib/domain/errors.ts";
import { isTakenAway } from "#lib/domain/enrollment/offboard/taken-away.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import type { ActionContext } from "./action.ts";
import { container } from "./container.ts";
import { readAgain, readAnew } from "./observations.ts";
import { log } from "./log.ts";
import { readOverviewAgain } from "./overview.ts";
import { lookAgainLater } from "./second-look.ts";

interface Started {
  runId: string;
  href: string;
}

function started(integration: string, runId: string): Started {
  return { runId, href: `/enroll/${encodeURIComponent(integration)}/runs/${runId}` };
}

/** Applies a plan that the person saw. The run goes on when the page is closed. */
export async function apply(
  { integration, planId }: { integration: string; planId: string },
  { user }: ActionContext,
): Promise<Started> {
  const { engine } = await container();
  const plan = await engine.findPlan(planId);
  if (plan && plan.scope.integration !== integration) {
    throw new AppError({
      code: "plan-belongs-elsewhere",
      what: "This plan belongs to another enrollment.",
      why: `It was made for ${plan.scope.integration}.`,
      remedy: "Review the changes here again, and apply those.",
    });
  }
  const { runId } = await engine.apply(planId, user);
  await readWhenOver(integration, runId);
  return started(integration, runId);
}

export async function resume(
  { integration, runId, retryFailed }: { integration: string; runId: string; retryFailed: boolean },
  { user }: ActionContext,
): Promise<Started> {
  const { engine } = await container();
  const run = await engine.run(runId);
  if (!run || run.plan.scope.integration !== integration) {
    throw new AppError({
      code: "not-found",
      what: "There is no such run.",
      why: "It may belong to another enrollment, or to other data.",
      remedy: "Open the list of runs and choose one from there.",
    });
  }
  await engine.continueRun(runId, user, { retryFailed });
  await readWhenOver(integration, runId);
  return started(integration, runId);
}

/** What the run changed is read as soon as it is over, so that the steps stand where the systems stand. */
async function readWhenOver(integration: string, runId: string): Promise<void> {
  const { engine, drafts } = await container();
  const read = () => Promise.all([readAnew(integration), readOverviewAgain()]);
  let unsubscribe = () => {};
  const look = (run: Run | null) => {
    if (run?.status === "running") return;
    unsubscribe();
    // An enrollment that is taken away to the end shall not come back as one that was begun. Any other reading is under
    // way at once: whoever hears of the run's end waits for it.
    const reading = run !== null && isTakenAway(run) ? drafts.remove(integration).then(read) : read();
    lookAgainLater(integration, () => readAgain(integration));
    reading.catch((error: unknown) => log.warn({ err: error }, "reading after a run failed"));
  };
  unsubscribe = engine.subscribe(runId, look);
  // A short run may be over before anybody listens.
  look(await engine.run(runId));
}
