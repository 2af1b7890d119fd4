import type { AnyChange, Plan, PlanScope } from "#lib/domain/enrollment/resource.ts";

export const sampleScope: PlanScope = {
  cluster: "teleport.acme.test",
  accountId: "012345678901",
  partition: "aws",
  integration: "acme-production",
  integrationRoleArn: "arn:aws:iam::012345678901:role/teleport-integration",
};

export const sampleChange: AnyChange = {
  key: "tag",
  resource: {
    kind: "aws/role-tag",
    id: "arn:aws:iam::012345678901:role/reader#teleport.dev/integration",
  },
  before: null,
  after: { key: "teleport.dev/integration", value: "true" },
  why: "The inline policy reaches tagged roles only.",
  needs: [],
};

export function samplePlan(id: string, extra: Partial<Plan> = {}): Plan {
  return {
    id,
    hash: "hash",
    scope: sampleScope,
    step: "trust",
    changes: [sampleChange],
    createdAt: "2026-11-22T09:00:00.000Z",
    expiresAt: "2026-11-22T10:00:00.000Z",
    createdBy: "alice",
    undoes: null,
    ...extra,
  };
}
