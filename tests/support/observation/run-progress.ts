import type { ChangeProgress, ChangeStatus, Run } from "#lib/domain/enrollment/run.ts";
import { change } from "./changes.ts";
import { at, integrationName, integrationRoleArn } from "./names.ts";

export function progress(status: ChangeStatus, index: number, waiting: string | null = null): ChangeProgress {
  const id = `arn:aws:iam::123456789012:role/R${index}#teleport.dev/integration`;
  return {
    change: change("aws/role-tag", id, null, { key: "teleport.dev/integration", value: "true" }),
    status,
    problem: null,
    observed: undefined,
    at,
    waiting,
    written: status === "verified" || status === "applied",
  };
}

/** A run of step 3 whose changes stand so. */
export function runWith(statuses: readonly ChangeStatus[], over: Partial<Run> = {}): Run {
  const changes = statuses.map((status, index) => progress(status, index));
  return {
    id: "run-1",
    planId: "plan-1",
    plan: {
      id: "plan-1",
      hash: "0",
      scope: {
        cluster: "teleport.acme.test",
        accountId: "123456789012",
        partition: "aws",
        integration: integrationName,
        integrationRoleArn,
      },
      step: "trust",
      changes: changes.map((one) => one.change),
      createdAt: at,
      expiresAt: at,
      createdBy: "admin",
      undoes: null,
    },
    revision: 1,
    status: "finished",
    startedBy: "admin",
    startedAt: at,
    endedAt: at,
    problem: null,
    changes,
    undone: null,
    ...over,
  };
}
