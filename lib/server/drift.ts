import "server-only";
import { diffView } from "#lib/domain/enrollment/diff-view.ts";
import { driftOf, type Drift } from "#lib/domain/enrollment/drift/drift.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { perObservation } from "#lib/domain/enrollment/per-observation.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import { problemsOf } from "#lib/domain/enrollment/steps/step-state.ts";
import type { DriftView } from "#lib/domain/enrollment/views.ts";
import { writtenRecord } from "#lib/enrollment/written-record.ts";
import type { ActionContext } from "./action.ts";
import { container } from "./container.ts";
import { readAgain } from "./observations.ts";
import { renderChange } from "./plans.ts";

/** Compared once per reading: every page of an enrollment says how much has moved. */
export const drifts: (o: Observation) => Promise<readonly Drift[]> = perObservation(async (o) => {
  const opened = await container();
  const [record, accepted] = await Promise.all([
    writtenRecord(opened, o.profile.accountId),
    opened.journal.adopted(o.integrationName),
  ]);
  return driftOf(o, record, new Set(accepted));
});

export async function viewDrift(o: Observation): Promise<DriftView> {
  const { scan, integrationRole, provider, integration, apps, roles, users } = o;
  return {
    integration: o.integrationName,
    items: (await drifts(o)).map((drift) => {
      const { at, by, runId, step, fingerprint } = drift;
      return { at, by, runId, step, fingerprint, diff: diffOf(drift) };
    }),
    problems: problemsOf([scan, integrationRole, provider, integration, apps, roles, users]),
    readAt: scan.at,
  };
}

/** As if what was written had become what is there: shown like every other difference. */
function diffOf({ kind, id, written, found, words, fingerprint }: Drift): DriftView["items"][number]["diff"] {
  const resource = { kind, id };
  const change = { key: fingerprint, resource, before: written, after: found, why: words, needs: [] };
  return diffView(renderChange(change as AnyChange), change as AnyChange, null);
}

/** What moved is taken as it is, until it moves again: journaled, with the name. */
export async function acceptDrift(
  { integration, fingerprint }: { integration: string; fingerprint: string },
  { user }: ActionContext,
): Promise<null> {
  const { journal } = await container();
  await journal.append({ type: "adopted", integration, resource: fingerprint, by: user });
  await readAgain(integration);
  return null;
}
