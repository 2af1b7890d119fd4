import type { Problem } from "#lib/domain/errors.ts";
import { knownRoles } from "../../known-roles.ts";
import type { StepInputs } from "../../inputs.ts";
import { valueOr, type Observation } from "../../observation.ts";
import type { AnyChange } from "../../resource.ts";
import { enrollmentApp } from "../app/enrollment-app.ts";
import { planned, refused, refusedInput } from "../plan-results.ts";
import type { StepPlan } from "../step-definition.ts";
import { accessRolePlan, groundOf, type AccessRolePlan } from "./access-role-plan.ts";
import { choiceErrors } from "./choice-errors.ts";
import { userChange } from "./user-plan.ts";

type Input = StepInputs["access"];

const nothing = "The chosen people have the chosen roles already; there is nothing to do.";

/**
 * One access role for each target role, then who holds them. Where ARNs go into traits alone, no access role is made:
 * a role that the user has already reads the trait.
 */
export function planAccess(o: Observation, input: Input): StepPlan {
  const refusal = accessRefusal(o);
  if (refusal) return refused(refusal);
  const errors = choiceErrors(o, input);
  if (Object.keys(errors).length > 0) {
    return refusedInput(
      "A choice can't be carried out.",
      Object.values(errors).join(" "),
      "Leave out what is marked, or choose something else.",
      errors,
    );
  }
  const roles = byTraitOnly(input) ? [] : input.roleArns.map((arn) => accessRolePlan(o, arn));
  return nameRefusal(roles, input) ?? planned(o, "access", changesOf(o, input, roles), nothing);
}

function byTraitOnly({ users, traitUsers }: Input): boolean {
  return users.length === 0 && traitUsers.length > 0;
}

export function changesOf(
  o: Observation,
  input: Input,
  roles: readonly AccessRolePlan[],
): readonly AnyChange[] {
  const roleChanges = roles.flatMap(({ change }) => change ?? []);
  const names = roles.map(({ role }) => role.name);
  const adopting = roles.filter(({ name, change }) => name.state === "foreign" && change !== null);
  const adopted = adopting.map(({ role }) => role.name);
  const users = new Map(valueOr(o.users, []).map((user) => [user.name, user]));
  const chosen = new Set([...input.users, ...input.traitUsers]);
  const userChanges = [...chosen].flatMap((name) => {
    const user = users.get(name);
    if (!user) return [];
    const gets = input.users.includes(name);
    const concerning = gets ? roles : adopting.filter(({ role }) => user.roles.includes(role.name));
    const change = userChange(o, {
      user,
      roles: gets ? names : [],
      roleArns: input.traitUsers.includes(name) ? input.roleArns : [],
      needs: concerning.flatMap((role) => role.change?.key ?? []),
      standsOn: gets
        ? groundOf(roles.flatMap(({ role }) => (user.roles.includes(role.name) ? [] : role)))
        : [],
      adopted,
    });
    return change ? [change] : [];
  });
  return [...roleChanges, ...userChanges];
}

function accessRefusal(o: Observation): Problem | null {
  const unread = [o.cluster, o.identity, o.apps, o.roles, o.users, knownRoles(o)].find((part) => !part.ok);
  if (unread?.ok === false) return unread.problem;
  if (enrollmentApp(o)) return null;
  return {
    code: "teleport-not-found",
    what: "The app does not exist yet.",
    why: "Access roles match the app by its labels; without it nobody would see anything.",
    remedy: "Do step 4 first.",
  };
}

function nameRefusal(roles: readonly AccessRolePlan[], { adopt }: Input): StepPlan | null {
  const taken = roles.filter(({ name }) => name.state === "taken");
  if (taken.length > 0) {
    const names = taken.map(({ role }) => role.name).join(", ");
    return refused({
      code: "teleport-already-exists",
      what: `The names of the access roles are taken: ${names}.`,
      why: "These roles serve something else; writing to them would widen what others hold.",
      remedy: "Rename these roles in Teleport, then read again.",
      evidence: names,
    });
  }
  const foreign = roles.filter(({ name }) => name.state === "foreign" && !adopt.includes(name.name));
  if (foreign.length === 0) return null;
  return refusedInput(
    "Some access roles exist already and were not made here.",
    "They hold exactly what is needed. They get this app's label, and nothing else in them is changed.",
    "Agree to use each of them, or leave the role out.",
    Object.fromEntries(
      foreign.map(({ role }) => [
        `adopt.${role.name}`,
        `Agree to use the existing Teleport role ${role.name}.`,
      ]),
    ),
  );
}
