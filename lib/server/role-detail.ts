import "server-only";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { planScope } from "#lib/domain/enrollment/scope.ts";
import { planRoleChanges } from "#lib/domain/enrollment/steps/trust/plan.ts";
import { roleDetailView } from "#lib/domain/enrollment/steps/trust/role-detail.ts";
import type { RoleHistoryView } from "#lib/domain/enrollment/run-pages.ts";
import type { RoleDetailView } from "#lib/domain/enrollment/views.ts";
import { byHandForPlan } from "#lib/resources/by-hand.ts";
import { diffOf } from "./plans.ts";
import { readRuns } from "./runs.ts";

const historyRuns = 20;

/** One role in full: what would change, why, by hand, and what was done to it before. */
export async function roleDetail(
  observation: Observation,
  roleArn: string,
  before: string | null = null,
): Promise<RoleDetailView | null> {
  const history = await historyOf(observation.integrationName, roleArn, before);
  const detail = roleDetailView(observation, roleArn, history);
  if (!detail) return null;
  const changes = planRoleChanges(observation, roleArn);
  return {
    ...detail,
    diffs: changes.map((change) =>
      diffOf(change, change.resource.kind === "aws/role-trust" ? detail.sizeNote : null),
    ),
    byHand: changes.length > 0 ? byHandForPlan(planScope(observation), changes) : null,
  };
}

async function historyOf(
  integration: string,
  roleArn: string,
  before: string | null,
): Promise<RoleHistoryView> {
  const { runs, older } = await readRuns(integration, { limit: historyRuns, before, roleArn });
  const entries = runs.flatMap((run) =>
    "unread" in run
      ? [{ at: null, words: `${run.unread.what} What it did to this role is not known.`, runId: run.id }]
      : run.changes
          .filter(({ change, at }) => at !== null && change.resource.id.split("#")[0] === roleArn)
          .map(({ change, status, at }) => ({ at, words: `${change.why} (${status})`, runId: run.id })),
  );
  return { entries, older, before };
}
