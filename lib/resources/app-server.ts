import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { appServerFileName, appServerYaml } from "#lib/domain/teleport/yaml.ts";
import type { Labels } from "#lib/domain/teleport/types.ts";
import { splitResourceId, type ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { ResourceContext, ResourceHandler } from "#lib/enrollment/ports.ts";
import { changedAppSteps, newAppSteps, removedAppSteps } from "./app-server-by-hand.ts";
import { sameLabels, sameOrAbsent } from "#lib/domain/enrollment/same.ts";
import { nothingByHand, script, type HandSteps } from "./shell-script.ts";
import {
  alreadyGone,
  backToBefore,
  changedSince,
  nothingToTakeBack,
  ourPartOnly,
  removesWhatWeMade,
} from "./undo-outcomes.ts";

const kind = "teleport/app-server";
type State = ResourceStates[typeof kind];

const same = (a: State | null, b: State | null) =>
  sameOrAbsent(
    a,
    b,
    (x, y) =>
      x.uri === y.uri &&
      x.publicAddr === y.publicAddr &&
      x.integration === y.integration &&
      x.cloud === y.cloud &&
      x.externalId === y.externalId &&
      sameLabels(x.labels, y.labels),
  );

/** Labels that the change set, and that still say so, become what they were; all others stay. */
function takeBackLabels(before: Labels, after: Labels, observed: Labels): Labels {
  const entries = Object.entries(observed).flatMap(([key, value]): [string, string][] => {
    const isOurs = after[key] === value && before[key] !== value;
    if (!isOurs) return [[key, value]];
    const former = before[key];
    return former === undefined ? [] : [[key, former]];
  });
  return Object.fromEntries(entries);
}

/** Access roles of the enrollment lead to this app: they go first. */
async function dependents({ teleport }: ResourceContext, id: string): Promise<readonly string[]> {
  const [name, hostId] = splitResourceId(id);
  const [apps, roles] = await Promise.all([teleport.listApps(), teleport.listRoles()]);
  const app = apps.find((each) => each.name === name && each.hostId === hostId);
  // A replica of the app still serves them.
  if (app === undefined || apps.some((each) => each.name === name && each.hostId !== hostId)) return [];
  return roles
    .filter((role) => role.labels[enrollmentLabel] === app.integration)
    .map((role) => describeResource({ kind: "teleport/access-role", id: role.name }));
}

function yaml(id: string, state: State | null): string {
  const [name, hostId] = splitResourceId(id);
  return state === null ? "" : appServerYaml({ name, hostId, ...state });
}

function handSteps(id: string, before: State | null, after: State | null): HandSteps {
  const [name] = splitResourceId(id);
  if (after === null) return before === null ? nothingByHand : removedAppSteps(id, before);
  if (before !== null) return changedAppSteps(id, before, after);
  const document = { title: `App ${name}`, fileName: appServerFileName(name), yaml: yaml(id, after) };
  return newAppSteps(id, document);
}

export const appServer: ResourceHandler<typeof kind> = {
  kind,

  async read({ teleport }, id) {
    const [name, hostId] = splitResourceId(id);
    const apps = await teleport.listApps();
    const found = apps.find((app) => app.name === name && app.hostId === hostId);
    if (found === undefined) return null;
    const { uri, publicAddr, integration, cloud, externalId, labels } = found;
    return { uri, publicAddr, integration, cloud, externalId, labels };
  },

  same,

  async write({ teleport }, id, _before, after) {
    const [name, hostId] = splitResourceId(id);
    if (after === null) await teleport.deleteApp(name, hostId);
    else await teleport.upsertApp({ name, hostId, ...after });
  },

  undo(_scope, { id, before, after }, observed) {
    if (same(observed, before)) return alreadyGone();
    if (same(observed, after)) {
      return { kind: "change", after: before, why: before === null ? removesWhatWeMade : backToBefore };
    }
    if (observed === null) return alreadyGone();
    if (after === null) return nothingToTakeBack("Somebody made the app anew since; that stays.");
    if (before === null) return changedSince({ kind, id });
    const labels = takeBackLabels(before.labels, after.labels, observed.labels);
    return sameLabels(labels, observed.labels)
      ? alreadyGone()
      : { kind: "change", after: { ...observed, labels }, why: ourPartOnly };
  },

  render: (id, before, after) => ({
    title: `Teleport app ${splitResourceId(id)[0]}`,
    language: "yaml",
    before: yaml(id, before),
    after: yaml(id, after),
  }),

  byHand(scope, id, before, after) {
    const [name] = splitResourceId(id);
    return script(scope, `app-${name}.sh`, "Commands", false, handSteps(id, before, after));
  },

  dependents,
};
