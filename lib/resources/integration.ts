import { integrationYaml } from "#lib/domain/teleport/yaml.ts";
import { resourceId, type ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { ResourceHandler } from "#lib/enrollment/ports.ts";
import { sameOrAbsent } from "./same.ts";
import { script } from "./shell-script.ts";
import { createSteps, removeSteps } from "./tctl-steps.ts";
import {
  alreadyGone,
  backToBefore,
  changedSince,
  nothingToTakeBack,
  removesWhatWeMade,
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

  byHand: (scope, name, _before, after) =>
    script(
      scope,
      `integration-${name}.sh`,
      "Commands",
      false,
      after === null
        ? removeSteps(`Deletes the Teleport integration ${name}.`, `integration/${name}`)
        : createSteps(
            `Writes the Teleport integration ${name}.`,
            `Integration ${name}`,
            `integration-${name}.yaml`,
            yaml(name, after),
          ),
    ),

  async dependents({ teleport }, name) {
    const apps = await teleport.listApps();
    return apps
      .filter((app) => app.integration === name)
      .map((app) => describeResource({ kind: "teleport/app-server", id: resourceId(app.name, app.hostId) }));
  },
};
