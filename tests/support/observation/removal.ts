import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { planOffboard } from "#lib/domain/enrollment/offboard/plan.ts";
import { recordOf } from "#lib/domain/enrollment/record/written.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import { awsRole, document, targetTag, trustsEc2, trustsRole } from "./aws.ts";
import { integrationRoleArn } from "./names.ts";
import { runOfChanges } from "./runs.ts";
import { accessRole } from "./teleport.ts";

/* One target that this app opened, with its access role, and what taking the enrollment away plans. */

export const own = { Sid: "TeleportIntegration038a967f", ...trustsRole(integrationRoleArn) };
export const target = awsRole("Target", { trustPolicy: document(trustsEc2, own), tags: [targetTag] });
export const tagChange = changeOf("aws/role-tag", `${target.arn}#${targetTag.key}`, {
  before: null,
  after: targetTag,
  why: "",
});
export const role = accessRole("aws_access_Target", target.arn);
export const roleState = {
  version: role.version,
  labels: role.labels,
  appLabels: role.allow.appLabels,
  awsRoleArns: role.allow.awsRoleArns,
};
export const roleChange = changeOf("teleport/access-role", role.name, {
  before: null,
  after: roleState,
  why: "",
});

export function offboard(o: Observation, changes: readonly AnyChange[], choices: readonly string[] = []) {
  const removal = { o, record: recordOf([runOfChanges(changes)]), choices: new Set(choices) };
  const plan = planOffboard(removal);
  if (plan.kind === "refused") throw new Error(plan.problem.what);
  return { plan, keys: plan.kind === "draft" ? plan.draft.changes.map(({ key }) => key) : [], removal };
}
