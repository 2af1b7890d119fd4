import type { z } from "zod";
import type { accessStepInput } from "#lib/domain/enrollment/inputs.ts";
import type { AccessRoleOptionView, AccessStepView, AccessUserView } from "#lib/domain/enrollment/views.ts";

/** How a person gets the chosen roles: by holding access roles, or by ARNs in their own trait. */
export type GrantWay = "roles" | "trait";

export interface AccessChoice {
  roleArns: ReadonlySet<string>;
  people: ReadonlyMap<string, GrantWay>;
  /** Names of access roles, not made by us, that may be used. */
  adopt: ReadonlySet<string>;
}

export const noChoice: AccessChoice = { roleArns: new Set(), people: new Map(), adopt: new Set() };

type WithState = Pick<AccessRoleOptionView, "state">;

/** Ready as the guide has it, or under a condition that somebody has vouched for. */
export function isReady({ state }: WithState): boolean {
  return state === "ready" || state === "ready-if";
}

/** AWS lets people in, with or without what the guide asks for. */
export function opensNow(role: WithState): boolean {
  return isReady(role) || role.state === "ready-not-per-guide";
}

/** Ready roles stand first, then others that open; within each part the order stays. */
export function readyFirst(options: readonly AccessRoleOptionView[]): readonly AccessRoleOptionView[] {
  const rank = (option: AccessRoleOptionView) => (isReady(option) ? 0 : opensNow(option) ? 1 : 2);
  return [...options].sort((a, b) => rank(a) - rank(b));
}

/** You first, then those whose access is kept in Teleport, then those whose access comes from elsewhere. */
export function peopleInOrder(users: readonly AccessUserView[]): readonly AccessUserView[] {
  const rank = (user: AccessUserView) => (user.isYou ? 0 : user.kind === "local" ? 1 : 2);
  return [...users].sort((a, b) => rank(a) - rank(b));
}

/** Marks the user that the person says to be; a name that is no user of the list marks nobody. */
export function withYou(view: AccessStepView, name: string | null): AccessStepView {
  const you = view.users.some((user) => user.name === name) ? name : null;
  return { ...view, you, users: view.users.map((user) => ({ ...user, isYou: user.name === you })) };
}

export function chosenOptions(view: AccessStepView, choice: AccessChoice): readonly AccessRoleOptionView[] {
  return view.roles.filter((option) => choice.roleArns.has(option.roleArn));
}

/** Chosen roles whose access role is somebody else's and was not consented to. */
export function missingConsents(view: AccessStepView, choice: AccessChoice): readonly AccessRoleOptionView[] {
  return chosenOptions(view, choice).filter(
    (option) => option.needsConsent && !choice.adopt.has(option.accessRole),
  );
}

/** Names of the access roles of chosen roles that need consent. */
export function consentNames(view: AccessStepView, choice: AccessChoice): readonly string[] {
  return chosenOptions(view, choice)
    .filter((option) => option.needsConsent)
    .map((option) => option.accessRole);
}

/** The step's input: what was chosen and is still offered. */
export function accessInput(view: AccessStepView, choice: AccessChoice): z.output<typeof accessStepInput> {
  const options = chosenOptions(view, choice);
  const people = view.users.filter((user) => user.kind === "local" && choice.people.has(user.name));
  const inWay = (way: GrantWay) =>
    people.filter((user) => choice.people.get(user.name) === way).map((user) => user.name);
  return {
    roleArns: options.map((option) => option.roleArn),
    users: inWay("roles"),
    traitUsers: inWay("trait"),
    adopt: options
      .filter((option) => option.needsConsent && choice.adopt.has(option.accessRole))
      .map((option) => option.accessRole),
  };
}

export function toggledRole(choice: AccessChoice, roleArn: string): AccessChoice {
  const roleArns = new Set(choice.roleArns);
  if (!roleArns.delete(roleArn)) roleArns.add(roleArn);
  return { ...choice, roleArns };
}

export function toggledConsent(choice: AccessChoice, accessRole: string): AccessChoice {
  const adopt = new Set(choice.adopt);
  if (!adopt.delete(accessRole)) adopt.add(accessRole);
  return { ...choice, adopt };
}

/** `way` null: the person is not chosen any more. */
export function withPerson(choice: AccessChoice, name: string, way: GrantWay | null): AccessChoice {
  const people = new Map(choice.people);
  if (way === null) people.delete(name);
  else people.set(name, way);
  return { ...choice, people };
}

/** The server's words for single entries of a field, whose paths end in the entry's index or in the entry itself. */
export function entryErrors(
  errors: Readonly<Record<string, string>>,
  field: "roleArns" | "users" | "traitUsers" | "adopt",
  entries: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  entries.forEach((entry, at) => {
    const words = errors[`${field}.${entry}`] ?? errors[`${field}.${at}`];
    if (words !== undefined) found.set(entry, words);
  });
  return found;
}

export function matches(search: string, ...texts: readonly string[]): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const text = texts.join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}
