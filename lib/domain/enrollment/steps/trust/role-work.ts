import { integrationTag, tagRoomProblem, targetTagState } from "#lib/domain/aws/tags.ts";
import type { TrustPatch } from "#lib/domain/aws/trust/patch.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { Observation } from "../../observation.ts";
import { perObservation } from "../../per-observation.ts";
import { judgementsOf, type RoleJudgement } from "./judgement.ts";

/** What a role lacks to be a target of this enrollment, and what is in the way of adding it. */
export interface RoleWork {
  judgement: RoleJudgement;
  needsTag: boolean;
  patch: TrustPatch;
  /** In words; null where nothing is in the way. */
  obstacle: string | null;
}

export const roleWorkOf: (o: Observation) => ReadonlyMap<string, RoleWork> = perObservation((o) => {
  return new Map([...judgementsOf(o)].map(([arn, judgement]) => [arn, workOn(judgement)]));
});

function workOn(judgement: RoleJudgement): RoleWork {
  const { role, classification, patch } = judgement;
  const { state } = targetTagState(role.tags);
  const never = classification.neverBecause?.words ?? null;
  const blocked = patch.kind === "blocked" ? patch.words : null;
  return {
    judgement,
    needsTag: state === "missing" || state === "other",
    patch,
    obstacle: never ?? blocked ?? tagObstacle(role),
  };
}

function tagObstacle({ tags }: AwsRole): string | null {
  return tags === null
    ? "Its tags could not be read, so none is written."
    : tagRoomProblem(tags, [integrationTag]);
}

export function needsTrust({ patch }: RoleWork): boolean {
  return patch.kind === "append" || patch.kind === "replace";
}

export function isSelectable(work: RoleWork): boolean {
  return work.obstacle === null && (work.needsTag || needsTrust(work));
}
