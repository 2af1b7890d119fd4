import { validateRoleArn } from "#lib/domain/aws/arn.ts";
import { homeOf } from "../../home.ts";
import type { StepInputs } from "../../inputs.ts";
import { valueOr, type Observation } from "../../observation.ts";
import { judgementsOf } from "../trust/judgement.ts";
import { routeOf } from "./people.ts";

/** By field name, what is wrong with the chosen roles and people; empty when nothing is. */
export function choiceErrors(o: Observation, input: StepInputs["access"]): Record<string, string> {
  return Object.fromEntries([
    ...input.roleArns.flatMap((arn) => entry(`roleArns.${arn}`, roleProblem(o, arn))),
    ...input.users.flatMap((name) => entry(`users.${name}`, userProblem(o, name))),
    ...input.traitUsers.flatMap((name) => entry(`traitUsers.${name}`, userProblem(o, name))),
  ]);
}

function entry(field: string, problem: string | null): [string, string][] {
  return problem === null ? [] : [[field, problem]];
}

function roleProblem(o: Observation, arn: string): string | null {
  const valid = validateRoleArn(arn, homeOf(o));
  if (!valid.ok) return valid.problem;
  const judgement = judgementsOf(o).get(arn);
  if (!judgement) return "The account has no such role, or it was made after the roles were read.";
  return judgement.classification.neverBecause?.words ?? null;
}

function userProblem(o: Observation, name: string): string | null {
  const user = valueOr(o.users, []).find((one) => one.name === name);
  if (!user) return `Teleport has no user ${name}.`;
  const { route, words } = routeOf(o, user);
  return route === "direct" ? null : words;
}
