import { changeOf } from "../change-of.ts";
import { integrationOf } from "../home.ts";
import { isMadeHere, writesTo } from "../record/written.ts";
import { servedApps } from "./app.ts";
import { keysOf, kept, nothingHere, type Layer, type Removal } from "./layer.ts";
import { integrationsOfSameRole } from "./other-integrations.ts";
import type { TrustFate } from "./trust.ts";

export function isIntegrationMadeHere({ o, record }: Pick<Removal, "o" | "record">): boolean {
  return isMadeHere(writesTo(record, "teleport/integration", o.integrationName));
}

/**
 * The Teleport integration goes when nothing is left that it leads to. While a trust policy still names its role, it
 * stays: by it the enrollment is found again, to be finished.
 */
export function integrationLayer(
  removal: Removal,
  before: { apps: Layer; trust: readonly TrustFate[] },
): Layer {
  const { o, choices } = removal;
  const existing = integrationOf(o);
  if (existing === null) return nothingHere;
  const what = `The Teleport integration ${existing.name} stays.`;
  if (!isIntegrationMadeHere(removal) && !choices.has("integration")) {
    return { ...nothingHere, stays: [{ what, why: "It was made elsewhere." }] };
  }
  const appsLeft =
    servedApps(removal).length - before.apps.changes.filter(({ after }) => after === null).length;
  if (appsLeft > 0) {
    return {
      ...nothingHere,
      leftOut: [kept(what, "An app that stays is served by it.", "Choose to remove the app too.")],
    };
  }
  // A role that stays for another integration is no dead principal in the policies that name it.
  const isShared = integrationsOfSameRole(o).length > 0;
  const naming = before.trust.filter(({ namesUs }) => namesUs && !isShared);
  if (naming.length > 0) return { ...nothingHere, leftOut: [stillNamed(what, naming)] };
  const { subKind, roleArn, audience, issuerS3Uri } = existing;
  return {
    ...nothingHere,
    changes: [
      changeOf("teleport/integration", existing.name, {
        before: { subKind, roleArn, audience, issuerS3Uri },
        after: null,
        why: "Teleport no longer reaches the account by this integration.",
        needs: [
          ...keysOf(before.apps),
          ...before.trust.flatMap(({ change }) => (change === null ? [] : [change.key])),
        ],
      }),
    ],
  };
}

export function stillNamed(what: string, naming: readonly TrustFate[]) {
  return kept(
    what,
    `${naming.length === 1 ? "A trust policy still names" : `${naming.length} trust policies still name`} the integration role: ${naming.map(({ role }) => role.name).join(", ")}.`,
    "Take the integration role out of them, then offboard again: what stays now goes then.",
    naming.map(({ role }) => role.arn).join("\n"),
  );
}
