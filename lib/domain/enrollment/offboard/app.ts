import type { AppServer } from "#lib/domain/teleport/types.ts";
import { changeOf } from "../change-of.ts";
import { valueOr } from "../observation.ts";
import { additions, isMadeHere, writesTo } from "../record/written.ts";
import { resourceId } from "../resource.ts";
import { stateOf } from "../steps/app/plan.ts";
import { keysOf, layerOf, type Layer, type Removal } from "./layer.ts";

/** Every app server that the enrollment's integration serves. */
export function servedApps({ o }: Pick<Removal, "o">): readonly AppServer[] {
  return valueOr(o.apps, []).filter(({ integration }) => integration === o.integrationName);
}

export function isAppMadeHere({ record }: Pick<Removal, "record">, app: AppServer): boolean {
  return isMadeHere(writesTo(record, "teleport/app-server", resourceId(app.name, app.hostId)));
}

export function appLayer(removal: Removal, accessRoles: Layer): Layer {
  return layerOf(
    servedApps(removal).map((app) => {
      if (isAppMadeHere(removal, app) || removal.choices.has("app")) {
        return { changes: [removeApp(app, keysOf(accessRoles))] };
      }
      return {
        changes: withoutOurLabels(removal, app),
        stays: [{ what: `The Teleport app ${app.name} stays.`, why: "It was made elsewhere." }],
      };
    }),
  );
}

function removeApp(app: AppServer, needs: readonly string[]) {
  return changeOf("teleport/app-server", resourceId(app.name, app.hostId), {
    before: stateOf(app),
    after: null,
    why: "Nobody finds the account in Teleport any more.",
    needs,
  });
}

/** Labels that this app put on somebody else's app. */
function withoutOurLabels({ record }: Removal, app: AppServer) {
  const id = resourceId(app.name, app.hostId);
  const pairs = (labels: AppServer["labels"]) => Object.entries(labels).map((entry) => JSON.stringify(entry));
  const ours = additions(writesTo(record, "teleport/app-server", id), ({ labels }) => pairs(labels));
  const before = stateOf(app);
  const entries = Object.entries(app.labels).filter((entry) => !ours.has(JSON.stringify(entry)));
  if (entries.length === Object.keys(app.labels).length) return [];
  return [
    changeOf("teleport/app-server", id, {
      before,
      after: { ...before, labels: Object.fromEntries(entries) },
      why: "The labels that this app added go; the app and its other labels stay.",
    }),
  ];
}
