import { integrationYaml } from "#lib/domain/teleport/yaml.ts";
import { resourceId, type ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { ResourceHandler, UndoOutcome } from "#lib/enrollment/ports.ts";
import { changedIntegrationSteps, removedIntegrationSteps } from "./integration-by-hand.ts";
import { sameOrAbsent } from "#lib/domain/enrollment/same.ts";
import { nothingByHand, script, type HandSteps } from "./shell-script.ts";
import { createSteps } from "./tctl-steps.ts";
import {
  alreadyGone,
  backToBefore,
  changedSince,
  madeAgain,
  nothingToTakeBack,
  removesWhatWeMade,
  undoConflict,
} from "./undo-outcomes.ts";

const kind = "teleport/integration";
type State = ResourceStates[typeof kind];

const same = (a: State | null, b: State | null) =>
  sameOrAbsent(
    a,
    b,
    (x, y) =>
      x.roleArn === y.roleArn &&
      x.subKind === y.subKind &&
      x.audience === y.audience &&
      x.issuerS3Uri === y.issuerS3Uri,
  );

const yaml = (name: string, state: State | null) =>
  state === null ? "" : integrationYaml({ name, ...state });

/** The app makes plain integrations only; one with an audience or a bucket of its own is for Teleport to make again. */
function makeAgain(id: string, before: State): UndoOutcome<typeof kind> {
  if (before.subKind === "aws-oidc" && before.audience === "" && before.issuerS3Uri === "") {
    return { kind: "change", after: before, why: madeAgain };
  }
  return undoConflict(
    { kind, id },
    "It was made elsewhere, with settings that this app does not write.",
    "Make it again in Teleport, then read again.",
  );
}

function handSteps(name: string, before: State | null, after: State | null): HandSteps {
  if (after === null) return before === null ? nothingByHand : removedIntegrationSteps(name, before);
  return before === null
    ? createSteps(
        `Teleport integration ${name}`,
        `Integration ${name}`,
        `integration-${name}.yaml`,
        yaml(name, after),
      )
    : changedIntegrationSteps(name, before, after);
}

export const integration: ResourceHandler<typeof kind> = {
  kind,

  async read({ teleport }, name) {
    const found = await teleport.getIntegration(name);
    if (found === null) return null;
    const { subKind, roleArn, audience, issuerS3Uri } = found;
    return { subKind, roleArn, audience, issuerS3Uri };
  },

  same,

  async write({ teleport }, name, before, after) {
    if (after === null) await teleport.deleteIntegration(name);
    else if (before === null) await teleport.createIntegration({ name, roleArn: after.roleArn });
    else await teleport.updateIntegration(name, after.roleArn);
  },

  undo(_scope, { id, before, after }, observed) {
    if (same(observed, before)) return alreadyGone();
    if (same(observed, after)) {
      if (after === null && before !== null) return makeAgain(id, before);
      return { kind: "change", after: before, why: before === null ? removesWhatWeMade : backToBefore };
    }
    if (after === null) return nothingToTakeBack("Somebody made the integration anew since; that stays.");
    return observed === null ? alreadyGone() : changedSince({ kind, id });
  },

  render: (name, before, after) => ({
    title: `Teleport integration ${name}`,
    language: "yaml",
    before: yaml(name, before),
    after: yaml(name, after),
  }),

  byHand: (scope, name, before, after) =>
    script(scope, `integration-${name}.sh`, "Commands", false, handSteps(name, before, after)),

  async dependents({ teleport }, name) {
    const apps = await teleport.listApps();
    return apps
      .filter((app) => app.integration === name)
      .map((app) => describeResource({ kind: "teleport/app-server", id: resourceId(app.name, app.hostId) }));
  },
};
