import { accessRoleDocument, roleVersionFor } from "#lib/domain/teleport/documents.ts";
import { readsRoleArnsTrait, roleArnsOf } from "#lib/domain/teleport/user.ts";
import { accessRoleFileName, accessRoleYaml, ssoRoleYaml } from "#lib/domain/teleport/yaml.ts";
import type { TeleportUser } from "#lib/domain/teleport/types.ts";
import { knownRoles } from "../../known-roles.ts";
import { valueOr, type Observation } from "../../observation.ts";
import type { AccessRoleOptionView, AccessStepView, AccessUserView } from "../../views.ts";
import { enrollmentApp } from "../app/enrollment-app.ts";
import { problemsOf } from "../step-state.ts";
import { judgementsOf, type RoleJudgement } from "../trust/judgement.ts";
import { accessRolePlan } from "./access-role-plan.ts";
import { wantedAppLabels } from "./app-labels.ts";
import { holdersOf, peopleOf, reachOf, routeOf } from "./people.ts";
import { targetsOf } from "./targets.ts";

/** `you`: the Teleport user that the person at the screen is, where that is known. */
export function accessStepView(o: Observation, you: string | null): AccessStepView {
  const [problem = null] = problemsOf([o.apps, o.roles, o.users, knownRoles(o)]);
  return {
    roles: offeredRoles(o).map((judgement) => roleOption(o, judgement)),
    users: userViews(o, you),
    ssoTemplate: ssoTemplate(o),
    you,
    problem,
  };
}

/** Targets, and every other role that people could assume by now. */
function offeredRoles(o: Observation): RoleJudgement[] {
  const targets = targetsOf(o);
  return [...judgementsOf(o).values()]
    .filter(({ role, verdict, classification }) => {
      const isTarget = targets.has(role.arn);
      const works = verdict.state === "ready" || verdict.state === "ready-if";
      return classification.offered && (isTarget || works || verdict.state === "ready-not-per-guide");
    })
    .toSorted((a, b) => (a.role.name < b.role.name ? -1 : 1));
}

function roleOption(o: Observation, { role, verdict }: RoleJudgement): AccessRoleOptionView {
  const plan = accessRolePlan(o, role.arn);
  return {
    roleArn: role.arn,
    name: role.name,
    path: role.path,
    state: verdict.state,
    says: verdict.cause?.words ?? "It has the tag and the trust relationship.",
    accessRole: plan.role.name,
    accessRoleExists: plan.name.state === "ours" || plan.name.state === "foreign",
    needsConsent: plan.name.state === "foreign",
    heldBy: holdersOf(o).get(role.arn) ?? [],
    yaml: accessRoleYaml(accessRoleDocument(plan.role)),
    fileName: accessRoleFileName(plan.role.name),
  };
}

function userViews(o: Observation, you: string | null): AccessUserView[] {
  const reaches = new Map(reachOf(o).map(({ user, arns }) => [user.name, [...arns]]));
  return peopleOf(o)
    .map((user): AccessUserView => ({
      name: user.name,
      kind: user.sso ? "sso" : "local",
      isYou: user.name === you,
      reaches: reaches.get(user.name) ?? [],
      note: noteOn(o, user),
    }))
    .toSorted((a, b) => Number(b.isYou) - Number(a.isYou) || (a.name < b.name ? -1 : 1));
}

function noteOn(o: Observation, user: TeleportUser): string | null {
  const { route, words } = routeOf(o, user);
  if (user.locked) return `${user.name} is locked in Teleport and can't sign in.`;
  if (route === "identity-provider") return words;
  return roleArnsOf(user).length > 0 && !readsRoleArnsTrait(user, valueOr(o.roles, []))
    ? unreadTrait(user.name)
    : null;
}

export function unreadTrait(name: string): string {
  return `No role of ${name} has {{internal.aws_role_arns}}, so the trait has no effect for them.`;
}

function ssoTemplate(o: Observation): AccessStepView["ssoTemplate"] {
  const name = `aws_access_${o.integrationName}_sso`;
  return {
    yaml: ssoRoleYaml({
      name,
      version: roleVersionFor(valueOr(o.cluster, null)?.serverVersion ?? ""),
      appLabels: wantedAppLabels(o),
    }),
    fileName: accessRoleFileName(name),
    words: `For people who sign in through an identity provider: let it send an attribute or claim aws_role_arns with each person's role ARNs, create this role once, and map it to their group. It matches the app ${enrollmentApp(o)?.name ?? o.integrationName}.`,
  };
}
