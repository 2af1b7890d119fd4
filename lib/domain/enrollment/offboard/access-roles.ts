import type { TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { enrollmentLabel, isTeleportsOwn } from "#lib/domain/teleport/labels.ts";
import { changeOf } from "../change-of.ts";
import { valueOr, type Observation } from "../observation.ts";
import { additions, isMadeHere, writesTo, type Write, type WrittenRecord } from "../record/written.ts";
import type { AnyChange } from "../resource.ts";
import { routeOf } from "../steps/access/people.ts";
import { sameSelectors } from "../same.ts";
import { stateOf } from "../steps/access/access-role-plan.ts";
import { accessRolesOf } from "../steps/access/targets.ts";
import { layerOf, type Layer, type Removal } from "./layer.ts";

/** What becomes of an access role: one that stays loses the label, and nothing else. */
export interface AccessRoleFate {
  role: TeleportRole;
  fate: "delete" | "release";
  /** This app made it, and nobody else had to do with it since: then whoever holds it has it by this enrollment. */
  isOursAlone: boolean;
  why: string;
}

/** The choice without which no access role is deleted. */
export const accessRolesChoice = "access-roles";

export function accessRoleFates({ o, record, choices }: Removal): readonly AccessRoleFate[] {
  return accessRolesOf(o).map((role) => {
    const writes = writesTo(record, "teleport/access-role", role.name);
    const isOursAlone = isMadeHere(writes) && !wasGivenBack(writes) && !isExtended(role, writes);
    const reason = reasonToKeep(o, record, { role, isOursAlone });
    if (reason === null && choices.has(accessRolesChoice)) {
      return {
        role,
        fate: "delete",
        isOursAlone,
        why: "This app made it for this enrollment, and it serves nothing else.",
      };
    }
    return {
      role,
      fate: "release",
      isOursAlone,
      why: `${reason ?? mayBeMapped} The app's label goes, the role stays as it is.`,
    };
  });
}

/** Access roles that this app could delete, if somebody says so. */
export function deletableAccessRoles(removal: Pick<Removal, "o" | "record">): readonly TeleportRole[] {
  return accessRoleFates({ ...removal, choices: new Set([accessRolesChoice]) })
    .filter(({ fate }) => fate === "delete")
    .map(({ role }) => role);
}

const mayBeMapped =
  "A sign-in connector (OIDC, SAML, GitHub) may map people to it, and whoever is mapped to a role that is missing can't sign in.";

type RoleWrites = readonly Write<"teleport/access-role">[];

/** An offboarding took the label off it, and others may have taken it as theirs before it was adopted again. */
function wasGivenBack(writes: RoleWrites): boolean {
  const isLabelled = (state: RoleWrites[number]["after"]) =>
    Object.hasOwn(state?.labels ?? {}, enrollmentLabel);
  return writes.some(({ before, after }) => after !== null && isLabelled(before) && !isLabelled(after));
}

function isExtended(role: TeleportRole, writes: RoleWrites): boolean {
  const { deny, grantsMore, allow } = role;
  const ours = additions(writes, ({ awsRoleArns }) => awsRoleArns);
  const denies = Object.keys(deny.appLabels).length > 0 || deny.awsRoleArns.length > 0;
  return (
    grantsMore || denies || allow.awsRoleArns.some((arn) => !ours.has(arn)) || isRelabelled(role, writes)
  );
}

/** By labels alone a role may open more apps, or be meant for more: then it is no longer only what was written. */
function isRelabelled({ allow, labels }: TeleportRole, writes: RoleWrites): boolean {
  const last = writes.at(-1)?.after;
  if (!last) return false;
  const theirs = Object.entries(labels).filter(
    ([key, value]) => !isTeleportsOwn(key) && last.labels[key] !== value,
  );
  return theirs.length > 0 || !sameSelectors(allow.appLabels, last.appLabels);
}

function reasonToKeep(
  o: Observation,
  record: WrittenRecord,
  { role, isOursAlone }: Pick<AccessRoleFate, "role" | "isOursAlone">,
): string | null {
  const writes = writesTo(record, "teleport/access-role", role.name);
  if (!isMadeHere(writes)) {
    return writes.length > 0
      ? "Somebody else made this role, and this enrollment only used it."
      : "Nothing on record says that this app made this role.";
  }
  if (isExtended(role, writes)) {
    return "Somebody changed it since, and what others put into it is theirs.";
  }
  const users = valueOr(o.users, []).filter((user) => user.roles.includes(role.name));
  const elsewhere = users.filter((user) => routeOf(o, user).route !== "direct").map(({ name }) => name);
  if (elsewhere.length > 0) {
    return `${holding(elsewhere)} it by an identity provider or for Teleport itself, where this app takes nothing away.`;
  }
  const others = users
    .filter((user) => !isOursAlone && !givenTo(record, user).has(role.name))
    .map(({ name }) => name);
  return others.length > 0 ? `${holding(others)} it by somebody else's grant.` : null;
}

const holding = (names: readonly string[]) => `${names.join(", ")} ${names.length === 1 ? "holds" : "hold"}`;

/** Access roles that this app gave a person. */
export function givenTo(record: WrittenRecord, { name }: Pick<TeleportUser, "name">): ReadonlySet<string> {
  return additions(writesTo(record, "teleport/user-access", name), ({ roles }) => roles);
}

/** Access roles go, or are given back, once nobody has them by this app: Teleport refuses to delete one that somebody has. */
export function accessRoleLayer(fates: readonly AccessRoleFate[], users: Layer): Layer {
  return layerOf(
    fates.map((fate) => ({
      changes: [changeFor(fate, users.changes)],
      stays:
        fate.fate === "delete" ? [] : [{ what: `The Teleport role ${fate.role.name} stays.`, why: fate.why }],
    })),
  );
}

function changeFor({ role, fate, why }: AccessRoleFate, users: readonly AnyChange[]): AnyChange {
  const before = stateOf(role);
  const { [enrollmentLabel]: _, ...labels } = role.labels;
  return changeOf("teleport/access-role", role.name, {
    before,
    after: fate === "delete" ? null : { ...before, labels },
    why,
    needs: users.filter((change) => takesRole(change, role.name)).map(({ key }) => key),
  });
}

function takesRole({ before, after }: AnyChange, roleName: string): boolean {
  const holds = (state: AnyChange["before"]) =>
    state !== null && "roles" in state && state.roles.includes(roleName);
  return holds(before) && !holds(after);
}
