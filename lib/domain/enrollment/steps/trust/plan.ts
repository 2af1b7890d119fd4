import { validateRoleArn } from "#lib/domain/aws/arn.ts";
import { integrationTag, targetTagState } from "#lib/domain/aws/tags.ts";
import { knownRoles } from "../../known-roles.ts";
import { changeOf } from "../../change-of.ts";
import { homeOf } from "../../home.ts";
import type { StepInputs } from "../../inputs.ts";
import type { Observation } from "../../observation.ts";
import { resourceId, type AnyChange } from "../../resource.ts";
import { blockedProblem } from "../blocked-patch.ts";
import { planned, refused, refusedInput } from "../plan-results.ts";
import type { StepPlan } from "../step-definition.ts";
import { awsRefusal } from "../aws-refusal.ts";
import { needsTrust, roleWorkOf, type RoleWork } from "./role-work.ts";

const nothing = "The chosen roles have the tag and the trust relationship; there is nothing to do.";

const notThere = "The account has no such role, or it was made after the roles were read.";
const notNamed = "It is not among the roles that were named, or it could not be read.";

export function planTrust(o: Observation, input: StepInputs["trust"]): StepPlan {
  const refusal = awsRefusal(o, [knownRoles(o)]);
  if (refusal) return refused(refusal);
  const unfit = input.roleArns.flatMap((arn) => {
    const words = unfitness(o, arn);
    return words === null ? [] : [{ arn, words }];
  });
  if (unfit.length > 0) return refusedRoles(o, unfit);
  const unconfirmed = input.roleArns.flatMap((arn) => unconfirmedCautions(o, arn, input.confirmed));
  if (unconfirmed.length > 0) {
    return refusedInput(
      "Some of the chosen roles need a confirmation of their own.",
      unconfirmed.map(({ name, words }) => `${name}: ${words}.`).join(" "),
      "Confirm what is asked for each, or leave the role out.",
      Object.fromEntries(unconfirmed.map(({ field, words }) => [field, words])),
    );
  }
  const changes = input.roleArns.flatMap((arn) => planRoleChanges(o, arn));
  return planned(o, "trust", changes, nothing);
}

/** Tag and trust of one role; empty where it lacks nothing or may not be changed. */
export function planRoleChanges(o: Observation, roleArn: string): AnyChange[] {
  const work = roleWorkOf(o).get(roleArn);
  if (!work || work.obstacle !== null) return [];
  return [...tagChange(work), ...trustChange(work)];
}

function tagChange({ judgement, needsTag }: RoleWork): AnyChange[] {
  if (!needsTag) return [];
  const { role } = judgement;
  const { foundKey, foundValue } = targetTagState(role.tags);
  // IAM would keep the old spelling anyway: the key is written as it stands there.
  const key = foundKey ?? integrationTag.key;
  return [
    changeOf("aws/role-tag", resourceId(role.arn, key), {
      before: foundKey === null ? null : { key, value: foundValue ?? "" },
      after: { key, value: integrationTag.value },
      why: "The integration role may assume only roles with this tag.",
    }),
  ];
}

function trustChange(work: RoleWork): AnyChange[] {
  const { patch, judgement } = work;
  if (patch.kind !== "append" && patch.kind !== "replace") return [];
  return [
    changeOf("aws/role-trust", judgement.role.arn, {
      before: { document: judgement.role.trustPolicy },
      after: { document: patch.patched },
      why:
        patch.kind === "append"
          ? "The role must trust the integration role; one statement is added, the others stay."
          : "Our own statement no longer names the integration role; it is put right in its place.",
    }),
  ];
}

function unfitness(o: Observation, arn: string): string | null {
  const valid = validateRoleArn(arn, homeOf(o));
  if (!valid.ok) return valid.problem;
  const work = roleWorkOf(o).get(arn);
  if (!work) return o.scan.ok ? notThere : notNamed;
  // A role that lacks nothing is no obstacle, whatever it could not be given.
  return work.needsTag || needsTrust(work) || work.patch.kind === "blocked" ? work.obstacle : never(work);
}

function never({ judgement }: RoleWork): string | null {
  return judgement.classification.neverBecause?.words ?? null;
}

function refusedRoles(o: Observation, unfit: readonly { arn: string; words: string }[]): StepPlan {
  const fieldErrors = Object.fromEntries(unfit.map(({ arn, words }) => [`roleArns.${arn}`, words]));
  const [only] = unfit;
  const work = unfit.length === 1 && only ? roleWorkOf(o).get(only.arn) : undefined;
  if (work?.patch.kind === "blocked" && work.judgement.classification.offered) {
    return refused(blockedProblem(work.judgement.role.name, work.patch), fieldErrors);
  }
  return refusedInput(
    unfit.length === 1
      ? "A chosen role can't be a target."
      : `${unfit.length} chosen roles can't be targets.`,
    unfit.map(({ arn, words }) => `${arn}: ${words}`).join(" "),
    "Leave them out, or mend what is said about each.",
    fieldErrors,
  );
}

function unconfirmedCautions(o: Observation, arn: string, confirmed: readonly string[]) {
  const work = roleWorkOf(o).get(arn);
  if (!work || (!work.needsTag && !needsTrust(work))) return [];
  const { role, classification } = work.judgement;
  return classification.cautions
    .filter(({ code }) => !confirmed.includes(resourceId(arn, code)))
    .map(({ code, words }) => ({
      field: `confirmed.${resourceId(arn, code)}`,
      name: role.name,
      words,
    }));
}
