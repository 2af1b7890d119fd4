import "server-only";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { planScope } from "#lib/domain/enrollment/scope.ts";
import { planRoleChanges } from "#lib/domain/enrollment/steps/trust/plan.ts";
import { roleDetailView } from "#lib/domain/enrollment/steps/trust/role-detail.ts";
import type { RoleDetailView } from "#lib/domain/enrollment/views.ts";
import { byHandForPlan } from "#lib/resources/by-hand.ts";
import { container } from "./container.ts";
import { diffOf } from "./plans.ts";

const historyRuns = 20;

/** One role in full: what would change, why, by hand, and what was done to it before. */
export async function roleDetail(observation: Observation, roleArn: string): Promise<RoleDetailView | null> {
  const detail = roleDetailView(observation, roleArn, await historyOf(observation.integrationName, roleArn));
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

async function historyOf(integration: string, roleArn: string): Promise<RoleDetailView["history"]> {
  const { engine, journal } = await container();
  const ids = await journal.runs({ integration, limit: historyRuns });
  const runs = await Promise.all(ids.map(async (id) => await engine.run(id)));
  return runs.flatMap((run) =>
    (run?.changes ?? [])
      .filter(({ change, at }) => at !== null && change.resource.id.split("#")[0] === roleArn)
      .map(({ change, status, at }) => ({
        at: at ?? "",
        words: `${change.why} (${status})`,
        runId: run?.id ?? "",
      })),
  );
}
