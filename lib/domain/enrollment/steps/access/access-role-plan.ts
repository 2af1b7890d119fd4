import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import {
  accessRoleName,
  possibleAccessRoleNames,
  type AccessRoleName,
} from "#lib/domain/teleport/access-role-name.ts";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { accessRoleDocument, buildAccessRole } from "#lib/domain/teleport/documents.ts";
import type { TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { changeOf } from "../../change-of.ts";
import { homeOf } from "../../home.ts";
import { valueOr, type Observation } from "../../observation.ts";
import { perObservation } from "../../per-observation.ts";
import type { AnyChange, Ground, ResourceStates } from "../../resource.ts";
import { enrollmentApp, sharesAccount } from "../app/enrollment-app.ts";
import { wantedAppLabels } from "./app-labels.ts";
import { evaluatorOf } from "./people.ts";

export interface AccessRolePlan {
  roleArn: string;
  name: AccessRoleName;
  /** As it is, or will be once written. */
  role: TeleportRole;
  change: AnyChange | null;
}

/** Which access role gives one target role, and what must be written for it. */
export function accessRolePlan(o: Observation, roleArn: string): AccessRolePlan {
  const name = nameFor(o, roleArn);
  if (name.state === "taken") return { roleArn, name, role: name.role, change: null };
  const fresh = freshRole(o, name.name, roleArn);
  if (name.state === "free") return { roleArn, name, role: fresh, change: createChange(fresh) };
  if (name.state === "foreign") {
    const role = adopted(o, name.role);
    return { roleArn, name, role, change: adoptChange(name.role, role) };
  }
  const role = extended(o, name.role, roleArn);
  return { roleArn, name, role, change: updateChange(name.role, role) };
}

const rolesByName = perObservation((o) => new Map(valueOr(o.roles, []).map((role) => [role.name, role])));

/**
 * Where a role does not hold exactly what is needed, it is passed over: one of somebody else's making is never changed,
 * and one of ours that was widened by hand would give more than was chosen.
 */
function nameFor(o: Observation, roleArn: string): AccessRoleName {
  const parsed = parseRoleArn(roleArn);
  const asked = {
    roleName: parsed.ok ? parsed.value.name : roleArn,
    accountId: homeOf(o).accountId,
    integration: o.integrationName,
  };
  const byName = rolesByName(o);
  const existing = possibleAccessRoleNames(asked).flatMap((name) => byName.get(name) ?? []);
  const question = { ...asked, existing };
  const name = accessRoleName(question);
  if (isFit(o, name, roleArn)) return name;
  const passedOver = question.existing.map((role) =>
    role.name === name.name ? { ...role, grantsMore: true } : role,
  );
  const next = accessRoleName({ ...question, existing: passedOver });
  return next.state === "free" || isFit(o, next, roleArn) ? next : { ...next, state: "taken" };
}

function isFit(o: Observation, name: AccessRoleName, roleArn: string): boolean {
  if (name.state === "foreign") return givesExactly(o, name.role, roleArn);
  return name.state !== "ours" || surplusArns(name.role, roleArn).length === 0;
}

/** What holders of the role gain besides this ARN. */
function surplusArns({ allow }: TeleportRole, roleArn: string): readonly string[] {
  return allow.awsRoleArns.filter((arn) => arn !== roleArn);
}

/** Whoever is given it gains this AWS role through this app, and nothing that was not chosen. */
function givesExactly(o: Observation, role: TeleportRole, roleArn: string): boolean {
  const app = enrollmentApp(o);
  if (
    !app ||
    surplusArns(role, roleArn).length > 0 ||
    updateChange(role, extended(o, role, roleArn)) !== null
  )
    return false;
  const [access] = evaluatorOf([role])(holderOf(role), [app]);
  return access?.roleArns.some(({ arn }) => arn === roleArn) ?? false;
}

function holderOf({ name }: TeleportRole): TeleportUser {
  const nobody = { sso: null, isBot: false, isSystem: false, locked: false, revision: "" };
  return { ...nobody, name: "", roles: [name], traits: {} };
}

function freshRole(o: Observation, name: string, roleArn: string): TeleportRole {
  return buildAccessRole({
    name,
    accountId: homeOf(o).accountId,
    arns: [roleArn],
    integration: o.integrationName,
    sharesAccount: sharesAccount(o),
    serverVersion: valueOr(o.cluster, null)?.serverVersion ?? "",
  });
}

/** Ours, with this ARN and our labels; selectors that somebody added narrow it, and stay. */
function extended(o: Observation, role: TeleportRole, roleArn: string): TeleportRole {
  const { appLabels, awsRoleArns } = role.allow;
  return {
    ...role,
    allow: {
      ...role.allow,
      appLabels: { ...appLabels, ...wantedAppLabels(o) },
      awsRoleArns: awsRoleArns.includes(roleArn) ? awsRoleArns : [...awsRoleArns, roleArn],
    },
  };
}

/** The same role with our label on it; it is the app's from then on, and its holders keep it. */
function adopted(o: Observation, role: TeleportRole): TeleportRole {
  return { ...role, labels: { ...role.labels, [enrollmentLabel]: o.integrationName } };
}

function adoptChange(existing: TeleportRole, role: TeleportRole): AnyChange {
  return changeOf("teleport/access-role", role.name, {
    before: stateOf(existing),
    after: stateOf(role),
    why: "You agreed to use this role; the label tells that it belongs to this enrollment. Nothing else in it changes.",
  });
}

function createChange(role: TeleportRole): AnyChange {
  return changeOf("teleport/access-role", role.name, {
    before: null,
    after: stateOf(role),
    why: "Whoever holds this role finds the AWS role in the app.",
  });
}

function updateChange(existing: TeleportRole, role: TeleportRole): AnyChange | null {
  const [before, after] = [stateOf(existing), stateOf(role)];
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  return changeOf("teleport/access-role", role.name, {
    before,
    after,
    why: "The access role must match this account's app and name the AWS role.",
  });
}

export function stateOf(role: TeleportRole): ResourceStates["teleport/access-role"] {
  const { version, labels, appLabels, awsRoleArns } = accessRoleDocument(role);
  return { version, labels, appLabels, awsRoleArns };
}

/** The roles as they were shown: whoever rewrites one before it is given, or given back, would choose what the user gains. */
export function groundOf(roles: readonly TeleportRole[]): readonly Ground<"teleport/access-role">[] {
  return roles.map((role) => ({
    resource: { kind: "teleport/access-role", id: role.name },
    state: stateOf(role),
  }));
}
