import { managerOf } from "#lib/domain/aws/managed-role.ts";
import { integrationOf } from "../home.ts";
import { valueOr } from "../observation.ts";
import { isAppMadeHere, servedApps } from "./app.ts";
import { isIntegrationMadeHere } from "./integration.ts";
import type { Removal } from "./layer.ts";
import { isProviderMadeHere } from "./provider.ts";
import { isRoleMadeHere } from "./role.ts";
import { trustFates } from "./trust.ts";

export interface OffboardChoice {
  id: string;
  title: string;
  words: string;
}

/** What is not this app's to remove unless somebody says so: made elsewhere, or managed by a tool. */
export function offboardChoices({ o, record }: Pick<Removal, "o" | "record">): readonly OffboardChoice[] {
  const known = { o, record, choices: new Set<string>() };
  const apps = servedApps(known).filter((app) => !isAppMadeHere(known, app));
  const appNames = [...new Set(apps.map(({ name }) => name))].toSorted();
  const integration = isIntegrationMadeHere(known) ? null : integrationOf(o);
  const role = valueOr(o.integrationRole, null);
  const provider = valueOr(o.provider, null);
  return [
    ...appChoice(appNames),
    ...(integration ? [choice("integration", `Remove the Teleport integration ${integration.name}`)] : []),
    ...(role && !isRoleMadeHere(known, role.arn)
      ? [choice("role", `Delete the integration role ${role.name} and its policy AWSAppAccess`)]
      : []),
    ...(provider && !isProviderMadeHere(known, provider.arn)
      ? [choice("provider", `Delete the identity provider ${provider.issuer}`)]
      : []),
    ...managedChoice(known),
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

/** For all roles of the account that a tool manages, or for one of them. */
export function managedChoice(
  known: Pick<Removal, "o" | "record">,
  roleArn?: string,
): readonly OffboardChoice[] {
  const managed = trustFates({ ...known, choices: new Set(["managed"]) }).filter(
    ({ change, role }) =>
      change !== null && managerOf(role) !== null && (roleArn === undefined || role.arn === roleArn),
  );
  if (managed.length === 0) return [];
  return [
    {
      id: "managed",
      title: "Take our statement out of managed roles too",
      words: `Terraform or CloudFormation manages ${managed.map(({ role: { name } }) => name).join(", ")}: if the statement is in its source, the next run puts it back.`,
    },
  ];
}
