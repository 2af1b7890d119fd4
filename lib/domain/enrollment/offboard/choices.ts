import { managerOf } from "#lib/domain/aws/managed-role.ts";
import { integrationOf } from "../home.ts";
import { valueOr } from "../observation.ts";
import { accessRolesChoice, deletableAccessRoles } from "./access-roles.ts";
import { isAppMadeHere, servedApps } from "./app.ts";
import { isIntegrationMadeHere } from "./integration.ts";
import type { Removal } from "./layer.ts";
import { integrationsOfSameRole } from "./other-integrations.ts";
import { isProviderMadeHere } from "./provider.ts";
import { isRoleMadeHere } from "./role.ts";
import { trustFates } from "./trust.ts";
import { managedChoice, sharedChoice, sharedRoleChoice, type OffboardChoice } from "./trust-choices.ts";

/** What is not this app's to remove unless somebody says so: made elsewhere, or managed by a tool. */
export function offboardChoices({ o, record }: Pick<Removal, "o" | "record">): readonly OffboardChoice[] {
  const known = { o, record, choices: new Set<string>() };
  const apps = servedApps(known).filter((app) => !isAppMadeHere(known, app));
  const appNames = [...new Set(apps.map(({ name }) => name))].toSorted();
  const integration = isIntegrationMadeHere(known) ? null : integrationOf(o);
  const role = valueOr(o.integrationRole, null);
  const provider = valueOr(o.provider, null);
  return [
    ...accessRoleChoice(deletableAccessRoles(known).map(({ name }) => name)),
    ...appChoice(appNames),
    ...(integration ? [choice("integration", `Remove the Teleport integration ${integration.name}`)] : []),
    ...(role && !isRoleMadeHere(known, role.arn)
      ? [choice("role", `Delete the integration role ${role.name} and its policy AWSAppAccess`)]
      : []),
    ...(provider && !isProviderMadeHere(known, provider.arn)
      ? [choice("provider", `Delete the identity provider ${provider.issuer}`)]
      : []),
    ...trustChoices(known),
  ];
}

/**
 * No call that tells of connectors is certain for all servers that this app works with, and one that maps people to a role
 * that is gone locks them out of Teleport as a whole: so these stay unless somebody has looked.
 */
function accessRoleChoice(names: readonly string[]): readonly OffboardChoice[] {
  if (names.length === 0) return [];
  return [
    {
      id: accessRolesChoice,
      title: `Delete the access ${names.length === 1 ? "role" : "roles"} ${names.join(", ")} in Teleport`,
      words:
        "This app can't read sign-in connectors. If one (OIDC, SAML, GitHub) maps people to a role that is deleted, they can't sign in to Teleport any more: look with “tctl get connectors” first. Kept, a role loses this app's label, and opens nothing once the trust is gone.",
    },
  ];
}

/** One choice removes them all: so it names each. */
function appChoice(names: readonly string[]): readonly OffboardChoice[] {
  if (names.length === 0) return [];
  if (names.length === 1) return [choice("app", `Remove the Teleport app ${names.join()}`)];
  return [
    {
      id: "app",
      title: `Remove the Teleport apps ${names.join(", ")}`,
      words: "Nothing on record says that this app made them. They stay unless you choose this.",
    },
  ];
}

function choice(id: string, title: string): OffboardChoice {
  return {
    id,
    title,
    words: "Nothing on record says that this app made it. It stays unless you choose this.",
  };
}

/** What is asked before trust is taken away from all roles of the account, or from these. */
export function trustChoices(
  known: Pick<Removal, "o" | "record">,
  roleArns?: ReadonlySet<string>,
): readonly OffboardChoice[] {
  const fates = trustFates({ ...known, choices: new Set(["managed", sharedRoleChoice]) }).filter(
    ({ change, role }) => change !== null && (roleArns === undefined || roleArns.has(role.arn)),
  );
  const managed = fates.filter(({ role }) => managerOf(role) !== null).map(({ role }) => role.name);
  const sharing = fates.length === 0 ? [] : integrationsOfSameRole(known.o).map(({ name }) => name);
  return [...managedChoice(managed), ...sharedChoice(sharing)];
}
