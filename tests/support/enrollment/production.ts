import type { Partition } from "#lib/domain/aws/types.ts";
import type { StepInputs } from "#lib/domain/enrollment/inputs.ts";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import { production } from "#lib/sandbox/seed/company.ts";
import type { AppCore } from "./app-core.ts";
import { applyStep, beginEnrollment, type Applied } from "./steps.ts";

/* The seeded production account, enrolled as an admin would. */

export const name = "acme-production";
export const { accountId } = production;

export const roleArn = (pathAndName: string) => `arn:aws:iam::${accountId}:role/${pathAndName}`;

export const integrationRoleArn = roleArn("teleport-integration");

/** Two of them have the tag already, one in another spelling: halves of targets, which step 3 completes. */
export const targets = [
  roleArn("engineering/Developer"),
  roleArn("engineering/MobileRelease"),
  roleArn("finance/BillingAnalyst"),
] as const;

export const users = ["alice"] as const;

type Enrolled = { [S in Exclude<StepId, "launch">]: Applied };

export async function begin(core: AppCore, more: { partition?: Partition } = {}): Promise<void> {
  await beginEnrollment(core, {
    integration: name,
    roleName: "teleport-integration",
    accountId,
    displayName: "Acme Production",
    ...more,
  });
}

export interface Choices {
  roleArns: readonly string[];
  users: readonly string[];
  traitUsers: readonly string[];
  /** Cautions of target roles: `role ARN#code`. */
  confirmed: readonly string[];
}

export function inputsFor(choices: Partial<Choices> = {}): {
  [S in Exclude<StepId, "launch">]: StepInputs[S];
} {
  const roleArns = [...(choices.roleArns ?? targets)];
  return {
    integration: { consents: [] },
    permissions: {},
    trust: { roleArns, confirmed: [...(choices.confirmed ?? [])] },
    app: { extraLabels: {} },
    access: {
      roleArns,
      users: [...(choices.users ?? users)],
      traitUsers: [...(choices.traitUsers ?? [])],
      adopt: [],
    },
  };
}

/** Steps 1 to 5, one after the other. */
export async function enroll(core: AppCore, choices: Partial<Choices> = {}): Promise<Enrolled> {
  const inputs = inputsFor(choices);
  return {
    integration: await applyStep(core, name, "integration", inputs.integration),
    permissions: await applyStep(core, name, "permissions", inputs.permissions),
    trust: await applyStep(core, name, "trust", inputs.trust),
    app: await applyStep(core, name, "app", inputs.app),
    access: await applyStep(core, name, "access", inputs.access),
  };
}
