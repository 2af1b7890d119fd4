import { principalIdsIn } from "#lib/domain/aws/principal-ids.ts";
import { meansUnlistable } from "#lib/domain/enrollment/known-roles.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import { sharedRoleWhy, sharingRole } from "#lib/domain/teleport/shared-role.ts";
import { isRunStopping, AppError, type Problem } from "#lib/domain/errors.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { LivePrincipals, ResourceContext, UndoFacts, UndoOutcome } from "#lib/enrollment/ports.ts";
import { handsBack } from "./hand-back.ts";
import { bindResource } from "./bound-resource.ts";
import { stillNeeded, toProblem } from "./problems.ts";
import type { RunFold } from "./run-fold.ts";
import type { EngineDeps, PreparedUndo, UndoConflict } from "./types.ts";

/** Resources whose way back may name principals: a dead one among them is a document that IAM refuses. */
function namesPrincipals(change: AnyChange): boolean {
  return change.resource.kind === "aws/role-trust";
}

const nobodyAsked: UndoFacts = { livePrincipalIds: [], userIdsKnown: false, sharedWith: [] };

/** Integrations besides the run's own that have its role. */
async function sharedWith({ scope, teleport }: ResourceContext): Promise<readonly string[]> {
  return sharingRole(await teleport.listIntegrations(), scope).map(({ name }) => name);
}

/** Where the roles can't be listed, none of the ids that the run met is called dead: IAM itself refuses those that are. */
async function whoLives(context: ResourceContext, made: readonly AnyChange[]): Promise<LivePrincipals> {
  try {
    return await context.aws.scanRoles();
  } catch (error) {
    if (!(error instanceof AppError) || !meansUnlistable(error.code)) throw error;
    return { livePrincipalIds: principalIdsIn(JSON.stringify(made)), userIdsKnown: false };
  }
}

const undoKey = (key: string) => `undo:${key}`;

async function undoOf(
  deps: EngineDeps,
  context: ResourceContext,
  intended: AnyChange,
  facts: UndoFacts,
): Promise<{ outcome: UndoOutcome<AnyChange["resource"]["kind"]>; observed: AnyChange["before"] }> {
  const resource = bindResource(deps.handlers, context, intended);
  try {
    const observed = await resource.read();
    const outcome = resource.undo(intended, observed, facts);
    return { outcome, observed: observed as AnyChange["before"] };
  } catch (error) {
    const problem = toProblem(error, deps.log);
    if (isRunStopping(problem.code)) throw error;
    return { outcome: { kind: "conflict", problem }, observed: null };
  }
}

/** Undoing runs against the dependencies: whatever needed this change is taken back before it. */
function neededBy(fold: RunFold, key: string): readonly string[] {
  return [...fold.changes.values()]
    .filter(({ change }) => change.needs.includes(key))
    .map(({ change }) => undoKey(change.key));
}

function mustStay(change: AnyChange, because: AnyChange): Problem {
  return {
    code: "still-needed",
    what: `The ${describeResource(change.resource)} can't be taken back.`,
    why: `The ${describeResource(because.resource)}, which was made after it and needs it, can't be taken back.`,
    remedy: "Resolve that conflict by hand first.",
  };
}

/** Where nothing but these integrations needs it, it stays with the rest of theirs. */
function forSake(dependents: readonly string[], names: readonly string[]): Pick<UndoConflict, "sharedWith"> {
  const theirs = new Set(names.map((id) => describeResource({ kind: "teleport/integration", id })));
  return dependents.every((dependent) => theirs.has(dependent)) ? { sharedWith: names } : {};
}

function staysFor(change: AnyChange, sharedWith: readonly string[]): Problem {
  return {
    code: "still-needed",
    what: `Our statement in the ${describeResource(change.resource)} stays.`,
    why: sharedRoleWhy(sharedWith),
    remedy: "Take access to the role away in step 3: there it can be closed to them as well.",
  };
}

/** A removal whose dependents this undo does not take back before it is a dead end. */
async function remainingDependents(
  deps: EngineDeps,
  context: ResourceContext,
  change: AnyChange,
  takenBefore: readonly AnyChange[],
): Promise<readonly string[]> {
  if (change.after !== null) return [];
  const dependents = await bindResource(deps.handlers, context, change).dependents();
  const taken = new Set(takenBefore.map((each) => describeResource(each.resource)));
  return dependents.filter((dependent) => !taken.has(dependent));
}

/**
 * What taking a run back means against what is there now. Only what the run meant to write is touched; what it found
 * already so stays.
 */
export async function prepareUndoOf(
  deps: EngineDeps,
  context: ResourceContext,
  fold: RunFold,
): Promise<PreparedUndo> {
  const made = [...fold.changes.values()].flatMap(({ intended }) => intended ?? []).toReversed();
  const facts = made.some(namesPrincipals)
    ? { ...(await whoLives(context, made)), sharedWith: await sharedWith(context) }
    : nobodyAsked;
  const handBack = handsBack(deps, context);
  const changes: AnyChange[] = [];
  const conflicts: UndoConflict[] = [];
  const nothing: { changeKey: string; why: string }[] = [];
  for (const intended of made) {
    const stuck = made.find(
      (other) =>
        other.needs.includes(intended.key) && conflicts.some((conflict) => conflict.changeKey === other.key),
    );
    if (stuck !== undefined) {
      const sharedWith = conflicts.find(({ changeKey }) => changeKey === stuck.key)?.sharedWith;
      conflicts.push({
        changeKey: intended.key,
        problem: mustStay(intended, stuck),
        ...(sharedWith === undefined ? {} : { sharedWith }),
      });
      continue;
    }
    const { outcome, observed } = await undoOf(deps, context, intended, facts);
    if (outcome.kind === "conflict") {
      conflicts.push({ changeKey: intended.key, problem: outcome.problem });
      continue;
    }
    if (outcome.kind === "shared") {
      const { sharedWith } = outcome;
      conflicts.push({ changeKey: intended.key, problem: staysFor(intended, sharedWith), sharedWith });
      continue;
    }
    if (outcome.kind === "nothing") {
      nothing.push({ changeKey: intended.key, why: outcome.why });
      continue;
    }
    const { after } = outcome;
    const handed = await handBack({ intended, observed, after, earlier: changes });
    conflicts.push(...handed.held.map((problem) => ({ changeKey: intended.key, problem })));
    if (handed.held.length > 0 && bindResource(deps.handlers, context, intended).same(handed.after, observed))
      continue;
    const { standsOn, stoodOn } = handed;
    const change = {
      key: undoKey(intended.key),
      resource: intended.resource,
      before: observed,
      after: handed.after,
      why: outcome.why,
      needs: neededBy(fold, intended.key),
      ...(standsOn.length > 0 ? { standsOn } : {}),
      ...(stoodOn.length > 0 ? { stoodOn } : {}),
    } as AnyChange;
    const dependents = await remainingDependents(deps, context, change, changes);
    if (dependents.length === 0) changes.push(change);
    else {
      const resource = bindResource(deps.handlers, context, intended);
      conflicts.push({
        changeKey: intended.key,
        problem: stillNeeded(resource, dependents),
        ...forSake(dependents, facts.sharedWith),
      });
    }
  }
  const present = new Set(changes.map((change) => change.key));
  return {
    draft: {
      scope: fold.plan.scope,
      step: "undo",
      changes: changes.map((change) => ({
        ...change,
        needs: change.needs.filter((key) => present.has(key)),
      })),
      undoes: fold.runId,
      leaves: conflicts.length,
    },
    conflicts,
    nothing,
  };
}

export function nothingKnown(what: string, id: string): AppError {
  return new AppError({
    code: "not-found",
    what: `There is no ${what} ${id}.`,
    why: "It was never made, or it belongs to another installation of this app.",
    remedy: "Open the list of runs and choose one from there.",
  });
}
