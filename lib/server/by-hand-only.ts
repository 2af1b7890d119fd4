import "server-only";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { planScope } from "#lib/domain/enrollment/scope.ts";
import { unreadPlan } from "#lib/domain/enrollment/steps/unread.ts";
import type { ByHandOnlyView } from "#lib/domain/enrollment/views.ts";
import { unseenByHand } from "#lib/resources/unseen-by-hand.ts";

/** What a step leaves to people where the app can't read what it would change. */
export function byHandOnly(o: Observation, step: "integration" | "permissions"): ByHandOnlyView | null {
  const plan = unreadPlan(o, step);
  if (!plan || !o.cluster.ok || plan.changes.length === 0) return null;
  return { words: plan.words, byHand: unseenByHand(planScope(o), step, plan.changes) };
}
