import type { Labels } from "#lib/domain/teleport/types.ts";
import { accessRoleFileName, accessRoleYaml } from "#lib/domain/teleport/yaml.ts";
import type { ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { ResourceHandler } from "#lib/enrollment/ports.ts";
import { sameLabels, sameOrAbsent, sameSelectors, sameSet, without } from "./same.ts";
import { script } from "./shell-script.ts";
import { createSteps, removeSteps } from "./tctl-steps.ts";
import {
  alreadyGone,
  backToBefore,
  nothingToTakeBack,
  ourPartOnly,
  removesWhatWeMade,
} from "./undo-outcomes.ts";

const kind = "teleport/access-role";
type State = ResourceStates[typeof kind];

/** The version is left out: a server may hand an older one to an older client. */
const same = (a: State | null, b: State | null) =>
  sameOrAbsent(
    a,
    b,
    (x, y) =>
      sameLabels(x.labels, y.labels) &&
      sameSelectors(x.appLabels, y.appLabels) &&
      sameSet(x.awsRoleArns, y.awsRoleArns),
  );

/** The ARNs that the change added go; what others added stays. A role of ours with no ARN left has no purpose. */
function takeBack(before: State | null, after: State, observed: State): State | null {
  const added = without(after.awsRoleArns, before?.awsRoleArns ?? []);
  const removed = without(before?.awsRoleArns ?? [], after.awsRoleArns);
  const kept = without(observed.awsRoleArns, added);
  const awsRoleArns = [...kept, ...without(removed, kept)];
  if (before === null && awsRoleArns.length === 0) return null;
  const isSelectorOurs = sameSelectors(observed.appLabels, after.appLabels);
  const appLabels = isSelectorOurs ? (before?.appLabels ?? observed.appLabels) : observed.appLabels;
  return { ...observed, appLabels, awsRoleArns };
}

const sortedLabels = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));

function yaml(name: string, state: State | null): string {
  return state === null ? "" : accessRoleYaml({ name, ...state, labels: sortedLabels(state.labels) });
}

export const accessRole: ResourceHandler<typeof kind> = {
  kind,

  async read({ teleport }, name) {
    const found = await teleport.getRole(name);
    if (found === null) return null;
    const { version, labels, allow } = found;
    return { version, labels, appLabels: allow.appLabels, awsRoleArns: allow.awsRoleArns };
  },

  same,

  async write({ teleport }, name, before, after) {
    if (after === null) await teleport.deleteRole(name);
    else if (before === null) await teleport.createRole({ name, ...after });
    else await teleport.updateRole(name, { appLabels: after.appLabels, awsRoleArns: after.awsRoleArns });
  },

  undo(_scope, { before, after }, observed) {
    if (same(observed, before)) return alreadyGone();
    if (same(observed, after)) {
      return { kind: "change", after: before, why: before === null ? removesWhatWeMade : backToBefore };
    }
    if (observed === null) return alreadyGone();
    if (after === null) return nothingToTakeBack("Somebody made the role anew since; that stays.");
    const back = takeBack(before, after, observed);
    return same(back, observed) ? alreadyGone() : { kind: "change", after: back, why: ourPartOnly };
  },

  render: (name, before, after) => ({
    title: `Access role ${name}`,
    language: "yaml",
    before: yaml(name, before),
    after: yaml(name, after),
  }),

  byHand(scope, name, _before, after) {
    const steps =
      after === null
        ? removeSteps(`Deletes the Teleport role ${name}.`, `role/${name}`)
        : createSteps(
            `Writes the Teleport role ${name}.`,
            `Access role ${name}`,
            accessRoleFileName(name),
            yaml(name, after),
          );
    return script(scope, `role-${name}.sh`, "Commands", false, steps);
  },

  /** Teleport refuses to delete a role that somebody holds. */
  async dependents({ teleport }, name) {
    const users = await teleport.listUsers();
    return users
      .filter((user) => user.roles.includes(name))
      .map((user) => describeResource({ kind: "teleport/user-access", id: user.name }));
  },
};
