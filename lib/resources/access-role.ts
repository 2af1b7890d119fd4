import { enrollmentLabel, isTeleportsOwn } from "#lib/domain/teleport/labels.ts";
import type { Labels } from "#lib/domain/teleport/types.ts";
import { accessRoleFileName, accessRoleYaml } from "#lib/domain/teleport/yaml.ts";
import type { ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { ResourceHandler, UndoOutcome } from "#lib/enrollment/ports.ts";
import { adoptionSteps, changedRoleSteps, removedRoleSteps } from "./access-role-by-hand.ts";
import { sameLabels, sameOrAbsent, sameSelectors, sameSet, without } from "#lib/domain/enrollment/same.ts";
import { nothingByHand, script, type HandSteps } from "./shell-script.ts";
import { createSteps } from "./tctl-steps.ts";
import {
  alreadyGone,
  backToBefore,
  nothingToTakeBack,
  ourPartOnly,
  removesWhatWeMade,
  undoConflict,
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

/** The enrollment whose label is all that `after` has and `before` has not; null where it is another change. */
function labelledBy(before: State | null, after: State | null): string | null {
  const label = after?.labels[enrollmentLabel] ?? "";
  if (before === null || after === null || label === "") return null;
  return same({ ...before, labels: { ...before.labels, [enrollmentLabel]: label } }, after) &&
    !Object.hasOwn(before.labels, enrollmentLabel)
    ? label
    : null;
}

/** Labels of others on the role, or in what it selects: whoever put them there has a use for it. */
function holdsOthers({ labels, appLabels }: State, written: State): boolean {
  const isTheirs = ([key, value]: [string, string]) => !isTeleportsOwn(key) && written.labels[key] !== value;
  return (
    Object.entries(labels).some(isTheirs) ||
    Object.entries(appLabels).some(
      ([key, values]) => without(values, written.appLabels[key] ?? []).length > 0,
    )
  );
}

/** The ARNs that the change added go; what others added stays. A role of ours with nothing else in it has no purpose. */
function takeBack(before: State | null, after: State, observed: State): State | null {
  const added = without(after.awsRoleArns, before?.awsRoleArns ?? []);
  const removed = without(before?.awsRoleArns ?? [], after.awsRoleArns);
  const kept = without(observed.awsRoleArns, added);
  const awsRoleArns = [...kept, ...without(removed, kept)];
  const isSelectorOurs = sameSelectors(observed.appLabels, after.appLabels);
  if (before === null && awsRoleArns.length === 0 && !holdsOthers(observed, after)) return null;
  const appLabels = isSelectorOurs ? (before?.appLabels ?? observed.appLabels) : observed.appLabels;
  return { ...observed, appLabels, awsRoleArns };
}

/** An adopted role loses the label and nothing else, and only while it is the role that was adopted. */
function release(
  id: string,
  adopter: string,
  { before, after }: { before: State | null; after: State | null },
  observed: State | null,
): UndoOutcome<typeof kind> {
  if (observed === null || observed.labels[enrollmentLabel] !== adopter) return alreadyGone();
  if (same(observed, after)) return { kind: "change", after: before, why: releases };
  return undoConflict(
    { kind, id },
    "Somebody changed it since: it is no longer the role that was adopted.",
    `Look at it, then take the label ${enrollmentLabel} off by hand.`,
  );
}

/** A role that was given back, and that its owner changed since: whether it still fits is a new question. */
function notTheSame(id: string, observed: State): UndoOutcome<typeof kind> {
  if (Object.hasOwn(observed.labels, enrollmentLabel)) return alreadyGone();
  return undoConflict(
    { kind, id },
    "It was given back, and somebody changed it since.",
    "Choose its AWS role in step 5: it tells whether this one can be used again.",
  );
}

const releases =
  "Nobody changed it since: the app's label goes. Whoever else holds the role keeps it, and the app no longer counts it among its own.";

const sortedLabels = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));

function yaml(name: string, state: State | null): string {
  return state === null ? "" : accessRoleYaml({ name, ...state, labels: sortedLabels(state.labels) });
}

const newSteps = (name: string, state: State): HandSteps =>
  createSteps(`Teleport role ${name}`, `Access role ${name}`, accessRoleFileName(name), yaml(name, state));

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
    const adopter = labelledBy(before, after);
    const releaser = labelledBy(after, before);
    if (after === null) await teleport.deleteRole(name);
    else if (before === null) await teleport.createRole({ name, ...after });
    else if (adopter !== null) await teleport.adoptRole(name, { integration: adopter });
    else if (releaser !== null) await teleport.releaseRole(name, { integration: releaser });
    else await teleport.updateRole(name, { appLabels: after.appLabels, awsRoleArns: after.awsRoleArns });
  },

  undo(_scope, { id, before, after }, observed) {
    if (same(observed, before)) return alreadyGone();
    const adopter = labelledBy(before, after);
    if (adopter !== null) return release(id, adopter, { before, after }, observed);
    if (same(observed, after)) {
      return { kind: "change", after: before, why: before === null ? removesWhatWeMade : backToBefore };
    }
    if (observed === null) return alreadyGone();
    if (after === null) return nothingToTakeBack("Somebody made the role anew since; that stays.");
    if (labelledBy(after, before) !== null) return notTheSame(id, observed);
    const back = takeBack(before, after, observed);
    return same(back, observed) ? alreadyGone() : { kind: "change", after: back, why: ourPartOnly };
  },

  render: (name, before, after) => ({
    title: `Access role ${name}`,
    language: "yaml",
    before: yaml(name, before),
    after: yaml(name, after),
  }),

  byHand(scope, name, before, after) {
    const adopter = labelledBy(before, after);
    const releaser = labelledBy(after, before);
    const isLabelOnly = adopter !== null || releaser !== null;
    return script(scope, `role-${name}.sh`, "Commands", false, handSteps());

    function handSteps(): HandSteps {
      if (before === null) return after === null ? nothingByHand : newSteps(name, after);
      if (after === null) return removedRoleSteps(name, before);
      return isLabelOnly
        ? adoptionSteps(name, { before, after, integration: adopter })
        : changedRoleSteps(name, before, after);
    }
  },

  /** Teleport refuses to delete a role that somebody holds. */
  async dependents({ teleport }, name) {
    const users = await teleport.listUsers();
    return users
      .filter((user) => user.roles.includes(name))
      .map((user) => describeResource({ kind: "teleport/user-access", id: user.name }));
  },
};
