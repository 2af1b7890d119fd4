import "server-only";
import { valueOr } from "#lib/domain/enrollment/observation.ts";
import { whyView as build, type WhyView } from "#lib/domain/enrollment/why/view.ts";
import { attempt } from "./attempt.ts";
import { container } from "./container.ts";
import { currentObservation } from "./observations.ts";
import type { Read } from "./queries.ts";
import { requireAdmin } from "./viewer.ts";

/** Why one person can or can't open one role, by what was read last; locks come and go, and are asked for now. */
export async function whyView(
  integration: string,
  given: { user: string; role: string },
): Promise<Read<WhyView>> {
  await requireAdmin();
  const observation = await currentObservation(integration);
  if (!observation) return "unread";
  const user = valueOr(observation.users, []).find(({ name }) => name === given.user.trim());
  if (!user) return build(observation, given, false);
  const { teleport } = await container();
  const locked = await attempt(teleport.isLocked(user.name, user.roles));
  return build(observation, given, valueOr(locked, null));
}
