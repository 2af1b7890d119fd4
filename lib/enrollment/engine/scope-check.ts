import type { Plan } from "#lib/domain/enrollment/resource.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { ResourceContext } from "#lib/enrollment/ports.ts";

function belongsElsewhere(what: string, planned: string, found: string): AppError {
  return new AppError({
    code: "plan-belongs-elsewhere",
    what: `This plan was made for ${what} ${planned}, but the app now reaches ${found}.`,
    why: "Its credentials or its identity changed since the plan was made.",
    remedy: `Give the app access to ${planned} again, or make a new plan. Nothing was written.`,
    evidence: `${planned} ≠ ${found}`,
  });
}

/**
 * Asks the account and the cluster themselves who they are, before anything is written.
 * An account that a plan does not touch is not asked: taking access away must work with expired AWS credentials.
 * @throws AppError `plan-belongs-elsewhere`, and what reaching them throws
 */
export async function checkScope(plan: Plan, context: ResourceContext): Promise<void> {
  const { scope } = plan;
  const cluster = await context.teleport.cluster();
  if (cluster.name !== scope.cluster) throw belongsElsewhere("cluster", scope.cluster, cluster.name);
  if (!plan.changes.some((change) => change.resource.kind.startsWith("aws/"))) return;
  const identity = await context.aws.identity();
  if (identity.accountId !== scope.accountId) {
    throw belongsElsewhere("account", scope.accountId, identity.accountId);
  }
  if (identity.partition !== scope.partition) {
    throw belongsElsewhere("partition", scope.partition, identity.partition);
  }
}
