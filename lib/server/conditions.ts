import "server-only";
import { AppError } from "#lib/domain/errors.ts";
import type { RoleDetailView } from "#lib/domain/enrollment/views.ts";
import type { ActionContext } from "./action.ts";
import { container } from "./container.ts";
import { currentObservation, readAgain } from "./observations.ts";
import { openRole } from "./planning.ts";
import { roleDetail } from "./role-detail.ts";

interface Meant {
  integration: string;
  roleArn: string;
  condition: string;
}

/** An admin vouches for a condition that can't be known here: journaled, with the name. Answers the role as it is judged now. */
export async function acceptCondition(meant: Meant, { user }: ActionContext): Promise<RoleDetailView> {
  const { accountId } = await standing(meant);
  const { journal } = await container();
  const { roleArn, condition } = meant;
  await journal.append({ type: "accepted", accountId, roleArn, condition, by: user });
  return await openRole(meant);
}

/** Takes that back, whoever said it. It counts at once and asks nothing of AWS: it must work while AWS is out of reach. */
export async function withdrawAcceptance(meant: Meant, { user }: ActionContext): Promise<RoleDetailView> {
  const { accountId, accepted } = await standing(meant);
  const { roleArn, condition } = meant;
  if (!accepted) {
    throw new AppError({
      code: "not-found",
      what: "Nobody answers for this condition.",
      why: "It was not accepted, or somebody else has withdrawn that since the page was shown.",
      remedy: "Nothing is left to do: reload the page to see the role as it is judged now.",
      evidence: roleArn,
    });
  }
  const { journal } = await container();
  await journal.append({ type: "acceptance-withdrawn", accountId, roleArn, condition, by: user });
  return await openRole(meant);
}

async function standing({
  integration,
  roleArn,
  condition,
}: Meant): Promise<{ accountId: string; accepted: boolean }> {
  const observation = (await currentObservation(integration)) ?? (await readAgain(integration));
  const detail = await roleDetail(observation, roleArn);
  const found = detail?.conditions.find(({ id }) => id === condition);
  if (found) return { accountId: observation.profile.accountId, accepted: found.accepted !== null };
  throw new AppError({
    code: "not-found",
    what: "This condition does not stand in the role’s policies.",
    why: "A policy may have changed since the page was shown; only a condition that stands there can be answered for.",
    remedy: "Read the role again, and look at the conditions that it has now.",
    evidence: roleArn,
  });
}
