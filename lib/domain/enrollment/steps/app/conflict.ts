import type { Problem } from "#lib/domain/errors.ts";
import { publicAddress } from "#lib/domain/teleport/documents.ts";
import { hostOf } from "#lib/domain/teleport/launch.ts";
import type { AppServer, TeleportRole } from "#lib/domain/teleport/types.ts";
import { valueOr, type Observation } from "../../observation.ts";
import { enrollmentApp } from "./enrollment-app.ts";

/**
 * Another app under the name or address that ours would get. Teleport overwrites blindly, so this is looked for before
 * anything is written; an app of that name with another integration, or none, is never overwritten or joined.
 */
export function appConflict(o: Observation): Problem | null {
  const own = enrollmentApp(o);
  const others = valueOr(o.apps, []).filter(({ integration }) => integration !== o.integrationName);
  const sameName = others.find(({ name }) => name === (own?.name ?? o.integrationName));
  if (sameName) return nameTaken(sameName);
  if (own || !o.cluster.ok) return null;
  const address = publicAddress(o.integrationName, o.cluster.value.publicHost).toLowerCase();
  const sameAddress = others.find(({ publicAddr }) => hostOf(publicAddr).toLowerCase() === address);
  return sameAddress ? addressTaken(sameAddress, address) : null;
}

function nameTaken(app: AppServer): Problem {
  const holder =
    app.integration === "" ? "an app without an integration" : `the integration ${app.integration}`;
  return {
    code: "teleport-already-exists",
    what: `An app named ${app.name} already exists.`,
    why: `It belongs to ${holder}. Writing ours would replace it, or mix the two.`,
    remedy: "Rename or remove that app in Teleport, or enroll the account under another integration name.",
    evidence: `app_server ${app.name}, host id ${app.hostId}, integration ${app.integration || "none"}`,
  };
}

function addressTaken(app: AppServer, address: string): Problem {
  return {
    code: "teleport-already-exists",
    what: `The address ${address} is taken by the app ${app.name}.`,
    why: "Teleport finds an app by its public address, so two apps can't share one.",
    remedy: `Give the app ${app.name} another public address, or enroll the account under another integration name.`,
    evidence: `app_server ${app.name}, public_addr ${app.publicAddr}`,
  };
}

/** Whether a listing without a conflict means that there is none: Teleport lists only apps that our role matches. */
export function seesEveryApp(o: Observation): boolean {
  const own = new Set(valueOr(o.identity, null)?.roles);
  const held = valueOr(o.roles, []).filter(({ name }) => own.has(name));
  return held.some(matchesEverything) && !held.some(deniesApps) && held.length === own.size;
}

function matchesEverything({ allow }: TeleportRole): boolean {
  const values = Object.hasOwn(allow.appLabels, "*") ? allow.appLabels["*"] : undefined;
  return values?.length === 1 && values[0] === "*" && allow.appLabelsExpression === "";
}

function deniesApps({ deny }: TeleportRole): boolean {
  return Object.keys(deny.appLabels).length > 0 || deny.appLabelsExpression !== "";
}
