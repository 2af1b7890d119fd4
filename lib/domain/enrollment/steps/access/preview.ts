import type { TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { readsRoleArnsTrait, roleArnsTrait } from "#lib/domain/teleport/user.ts";
import type { StepInputs } from "../../inputs.ts";
import { valueOr, type Observation } from "../../observation.ts";
import type { AnyChange, ResourceStates } from "../../resource.ts";
import type { AccessPreviewView } from "../../views.ts";
import { isAwsApp } from "../app/enrollment-app.ts";
import { isReady, judgementsOf } from "../trust/judgement.ts";
import { evaluatorOf, routeOf } from "./people.ts";
import { planAccess } from "./plan.ts";
import { unreadTrait } from "./view.ts";

type Preview = AccessPreviewView["users"][number];

/** What each chosen user will find after the plan, by evaluation of the roles and users as they would be then. */
export function accessPreviewView(o: Observation, input: StepInputs["access"]): AccessPreviewView {
  const plan = planAccess(o, input);
  const changes = plan.kind === "draft" ? plan.draft.changes : [];
  const refusal = plan.kind === "refused" ? [`${plan.problem.what} ${plan.problem.why}`] : [];
  const after = afterwards(o, changes);
  const chosen = new Set([...input.users, ...input.traitUsers]);
  const users = valueOr(o.users, []).filter(({ name }) => chosen.has(name));
  return {
    users: users.map((user): Preview => {
      const next = after.users.get(user.name) ?? user;
      const { words } = routeOf(o, user);
      return {
        name: user.name,
        kind: user.sso ? "sso" : "local",
        tiles: tilesOf(o, after.roles, user, next),
        when: words,
        warnings: [...refusal, ...warningsOf(o, input, next, after.roles)],
      };
    }),
  };
}

interface Afterwards {
  roles: readonly TeleportRole[];
  users: ReadonlyMap<string, TeleportUser>;
}

function afterwards(o: Observation, changes: readonly AnyChange[]): Afterwards {
  const roles = new Map(valueOr(o.roles, []).map((role) => [role.name, role]));
  const users = new Map(valueOr(o.users, []).map((user) => [user.name, user]));
  for (const { resource, after } of changes) {
    if (after === null) continue;
    if (resource.kind === "teleport/access-role" && "appLabels" in after) {
      roles.set(resource.id, withAccess(resource.id, roles.get(resource.id), after));
    }
    const user = users.get(resource.id);
    if (resource.kind === "teleport/user-access" && "roleArns" in after && user) {
      users.set(resource.id, {
        ...user,
        roles: [...new Set([...user.roles, ...after.roles])],
        traits: { ...user.traits, [roleArnsTrait]: after.roleArns },
      });
    }
  }
  return { roles: [...roles.values()], users };
}

function withAccess(
  name: string,
  existing: TeleportRole | undefined,
  { version, labels, appLabels, awsRoleArns }: ResourceStates["teleport/access-role"],
): TeleportRole {
  const nothing = { appLabels: {}, appLabelsExpression: "", awsRoleArns: [] };
  const role = existing ?? {
    description: "",
    allow: nothing,
    deny: nothing,
    revision: "",
    grantsMore: false,
  };
  return { ...role, name, version, labels, allow: { ...role.allow, appLabels, awsRoleArns } };
}

function tilesOf(
  o: Observation,
  rolesAfter: readonly TeleportRole[],
  before: TeleportUser,
  after: TeleportUser,
): Preview["tiles"] {
  const apps = [
    ...new Map(
      valueOr(o.apps, [])
        .filter(isAwsApp)
        .map((app) => [app.name, app]),
    ).values(),
  ];
  const arnsByApp = (user: TeleportUser, roles: readonly TeleportRole[]) =>
    new Map(evaluatorOf(roles)(user, apps).map(({ app, roleArns }) => [app, roleArns.map(({ arn }) => arn)]));
  const now = arnsByApp(before, valueOr(o.roles, []));
  return [...arnsByApp(after, rolesAfter)].map(([app, roleArns]) => ({
    app,
    roleArns,
    gains: roleArns.filter((arn) => !now.get(app)?.includes(arn)),
  }));
}

function warningsOf(
  o: Observation,
  input: StepInputs["access"],
  user: TeleportUser,
  roles: readonly TeleportRole[],
): string[] {
  const judgements = judgementsOf(o);
  const unready = input.roleArns.flatMap((arn) => {
    const judgement = judgements.get(arn);
    return judgement && !isReady(judgement)
      ? [`${judgement.role.name}: ${judgement.verdict.cause?.words ?? ""}`]
      : [];
  });
  const traitUnread = input.traitUsers.includes(user.name) && !readsRoleArnsTrait(user, roles);
  return [
    ...(user.locked ? [`${user.name} is locked in Teleport and can't sign in.`] : []),
    ...(!user.locked && o.locksUnread
      ? [`Whether ${user.name} is locked is not known: locks could not be read.`]
      : []),
    ...(traitUnread ? [unreadTrait(user.name)] : []),
    ...(sessionName.test(user.name) ? [] : [sessionNameWords(user.name)]),
    ...unready,
  ];
}

/** AWS's rule for session names; Teleport puts the user name there as it is. */
export const sessionName = /^[\w+=,.@-]{2,64}$/;

function sessionNameWords(name: string): string {
  return `AWS refuses the session name ${name}: it takes 2 to 64 letters, digits and the characters _ + = , . @ - and Teleport sends the user name as it is.`;
}
