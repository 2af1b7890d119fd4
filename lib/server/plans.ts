import "server-only";
import { diffView, groupDiffs, planSummary } from "#lib/domain/enrollment/diff-view.ts";
import { takesAway } from "#lib/domain/enrollment/goes-on.ts";
import type { AnyChange, Plan, ResourceKind } from "#lib/domain/enrollment/resource.ts";
import type { DiffView, PlanView } from "#lib/domain/enrollment/views.ts";
import type { ResourceHandler } from "#lib/enrollment/ports.ts";
import { byHandForPlan } from "#lib/resources/by-hand.ts";
import { resourceHandlers } from "#lib/resources/index.ts";

// A change always meets the handler of its own kind; the type system can't follow that through a union.
function handlerOf(change: AnyChange): ResourceHandler {
  const handlers: { readonly [K in ResourceKind]: unknown } = resourceHandlers;
  return handlers[change.resource.kind] as ResourceHandler;
}

export function renderChange(change: AnyChange) {
  return handlerOf(change).render(change.resource.id, change.before, change.after);
}

/** Rendering brings whole documents into shape: a run is told of again and again, its titles stay. */
const titles = new WeakMap<AnyChange, string>();

export function titleOf(change: AnyChange): string {
  const title = titles.get(change) ?? renderChange(change).title;
  titles.set(change, title);
  return title;
}

export function diffOf(change: AnyChange, note: string | null = null): DiffView {
  return diffView(renderChange(change), change, note);
}

/** One at a time: nobody needs those of thousands of changes at once. */
function* diffsOf(changes: readonly AnyChange[]): Generator<DiffView> {
  for (const change of changes) yield diffOf(change);
}

/** The plan as a person reviews it: every difference, grouped where equal, and the same by hand. */
export function viewPlan(plan: Plan): PlanView {
  return {
    planId: plan.id,
    hash: plan.hash,
    expiresAt: plan.expiresAt,
    summary: planSummary(plan.changes),
    groups: groupDiffs(diffsOf(plan.changes)),
    byHand: byHandForPlan(plan.scope, plan.changes),
    changeCount: plan.changes.length,
    takesAway: takesAway(plan, plan.createdAt),
  };
}
