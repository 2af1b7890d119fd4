import type { AnyChange, Plan } from "#lib/domain/enrollment/resource.ts";
import type { ChangeStatus, Run } from "#lib/domain/enrollment/run.ts";
import { accountId, clusterName, integrationName, integrationRoleArn } from "./names.ts";

/** A run that is over, as the engine tells of it. */
export function runOfChanges(
  changes: readonly AnyChange[],
  over: { id?: string; at?: string; integration?: string; step?: Plan["step"]; status?: ChangeStatus } = {},
): Run {
  const { id = "run-1", at = "2026-11-20T10:00:00.000Z", integration = integrationName } = over;
  const plan: Plan = {
    id: `plan-of-${id}`,
    hash: "",
    scope: { cluster: clusterName, accountId, partition: "aws", integration, integrationRoleArn },
    step: over.step ?? "trust",
    changes,
    createdAt: at,
    expiresAt: at,
    createdBy: "admin",
    undoes: null,
  };
  return {
    id,
    planId: plan.id,
    plan,
    revision: 1,
    status: "finished",
    startedBy: "admin",
    startedAt: at,
    endedAt: at,
    problem: null,
    undone: null,
    changes: changes.map((change) => ({
      change,
      status: over.status ?? "verified",
      problem: null,
      observed: undefined,
      at,
      waiting: null,
      written: true,
    })),
  };
}
