import type { TeleportRole } from "#lib/domain/teleport/types.ts";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { changeOf } from "../change-of.ts";
import { valueOr, type Observation } from "../observation.ts";
import { additions, isMadeHere, writesTo, type WrittenRecord } from "../record/written.ts";
import type { AnyChange, ResourceStates } from "../resource.ts";
import { routeOf } from "../steps/access/people.ts";
import { accessRolesOf } from "../steps/access/targets.ts";
import { layerOf, type Layer, type Removal } from "./layer.ts";

/** What becomes of an access role: one that is more than this enrollment's loses the label, and nothing else. */
export interface AccessRoleFate {
  role: TeleportRole;
  fate: "delete" | "release";
  why: string;
}

export function accessRoleFates({ o, record }: Pick<Removal, "o" | "record">): readonly AccessRoleFate[] {
  return accessRolesOf(o).map((role) => {
    const why = reasonToRelease(o, record, role);
    return why === null
      ? { role, fate: "delete", why: "This app made it for this enrollment, and it serves nothing else." }
      : { role, fate: "release", why: `${why} The app's label goes, the role stays as it is.` };
  });
}

function reasonToRelease(o: Observation, record: WrittenRecord, role: TeleportRole): string | null {
  const writes = writesTo(record, "teleport/access-role", role.name);
  if (!isMadeHere(writes)) {
    return writes.length > 0
      ? "Somebody else made this role, and this enrollment only used it."
      : "Nothing on record says that this app made this role.";
  }
  const ours = additions(writes, ({ awsRoleArns }) => awsRoleArns);
  const denies = Object.keys(role.deny.appLabels).length > 0 || role.deny.awsRoleArns.length > 0;
  if (role.grantsMore || denies || role.allow.awsRoleArns.some((arn) => !ours.has(arn))) {
    return "Somebody extended it since, and it gives more than this enrollment did.";
  }
  const held = heldFromElsewhere(o, role.name);
  if (held.length === 0) return null;
  return `${held.join(", ")} ${held.length === 1 ? "holds" : "hold"} it by an identity provider or for Teleport itself, where this app takes nothing away.`;
}

function heldFromElsewhere(o: Observation, roleName: string): readonly string[] {
  return valueOr(o.users, [])
    .filter((user) => user.roles.includes(roleName) && routeOf(o, user).route !== "direct")
    .map(({ name }) => name);
}

/** Access roles go once nobody holds them: Teleport refuses to delete one that somebody has. */
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

function stateOf({ version, labels, allow }: TeleportRole): ResourceStates["teleport/access-role"] {
  return { version, labels, appLabels: allow.appLabels, awsRoleArns: allow.awsRoleArns };
}
