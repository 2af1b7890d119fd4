import "server-only";
import { diffView } from "#lib/domain/enrollment/diff-view.ts";
import { byAdoption, driftOf, tooFresh, type Drift } from "#lib/domain/enrollment/drift/drift.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { perObservation } from "#lib/domain/enrollment/per-observation.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import { problemsOf } from "#lib/domain/enrollment/steps/step-state.ts";
import type { DriftView } from "#lib/domain/enrollment/views.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { couldBeSeen } from "#lib/enrollment/could-be-seen.ts";
import { writtenRecord } from "#lib/enrollment/written-record.ts";
import type { ActionContext } from "./action.ts";
import { container } from "./container.ts";
import { log } from "./log.ts";
import { renderChange } from "./plans.ts";

interface Compared {
  /** Those too that somebody takes as they are. */
  drifts: readonly Drift[];
  /** What was not compared, and why. */
  problems: readonly Problem[];
  /** How many resources were written too shortly before the reading. */
  fresh: number;
}

/** Compared once per reading: every page of an enrollment says how much has moved. */
const compared: (o: Observation) => Promise<Compared> = perObservation(async (o) => {
  const opened = await container();
  const unreadRuns: string[] = [];
  const unread = (runId: string, error: unknown) => {
    unreadRuns.push(runId);
    log.warn({ err: error, runId }, "a run could not be read to compare what it wrote");
  };
  const record = await writtenRecord(opened, o.profile.accountId, unread);
  return {
    drifts: driftOf(o, record, { couldBeSeen }),
    problems: unreadRuns.length === 0 ? [] : [runsNotRead(unreadRuns)],
    fresh: tooFresh(o, record, { couldBeSeen }),
  };
});

const runUnderWay: Problem = {
  code: "lease-held",
  what: "Nothing was compared.",
  why: "A run works in this account now; what it is in the middle of is not what somebody moved.",
  remedy: "Come back when the run is over.",
};

async function comparedAtRest(o: Observation): Promise<Compared> {
  const { lease } = await container();
  return (await lease.holder(o.profile.accountId)) === null
    ? await compared(o)
    : { drifts: [], problems: [runUnderWay], fresh: 0 };
}

/** What is accepted is our own word: it counts at once, in every process. */
async function comparedNow(o: Observation) {
  const { journal } = await container();
  const [{ drifts, ...rest }, adopted] = await Promise.all([
    comparedAtRest(o),
    journal.adopted(o.integrationName),
  ]);
  return { ...byAdoption(drifts, adopted), ...rest };
}

/** How many resources moved; undefined where that can't be said, which keeps no page from being shown. */
export async function movedCount(o: Observation): Promise<number | undefined> {
  try {
    return (await comparedNow(o)).open.length;
  } catch (error) {
    log.warn({ err: error, integration: o.integrationName }, "comparing with what was written failed");
    return undefined;
  }
}

export async function viewDrift(o: Observation): Promise<DriftView> {
  const { scan, integrationRole, provider, integration, apps, roles, users } = o;
  const { open, accepted, problems, fresh } = await comparedNow(o);
  return {
    integration: o.integrationName,
    items: open.map((drift) => {
      const { at, by, runId, step, fingerprint } = drift;
      return { at, by, runId, step, fingerprint, back: backOf(drift), diff: diffOf(drift) };
    }),
    accepted: accepted.map(({ drift, fingerprint, by, at }) => {
      const { title, resource, why } = diffOf(drift);
      return { fingerprint, by, at, title, resource, why };
    }),
    problems: [
      ...problemsOf([scan, integrationRole, provider, integration, apps, roles, users]),
      ...problems,
    ],
    fresh,
    readAt: scan.at,
  };
}

/** Where to take away again what was given back. */
function backOf({ isBack, kind, id }: Drift): DriftView["items"][number]["back"] {
  if (!isBack) return null;
  if (kind === "aws/role-trust") return { role: id };
  return kind === "teleport/user-access" ? { person: id } : "all";
}

function runsNotRead(ids: readonly string[]): Problem {
  const [one] = ids;
  return {
    code: "plan-not-found",
    what: ids.length === 1 ? `The run ${one} could not be read.` : `${ids.length} runs could not be read.`,
    why: "What is stored of a plan is missing, or is not what was shown. What was written by it is not compared.",
    remedy: "Restore the data of this app from a backup that has the plan. Its log names each such run.",
    evidence: ids.join("\n"),
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
  return null;
}

/** It is listed again, whoever took it as it is. */
export async function withdrawAdoption(
  { integration, fingerprint }: { integration: string; fingerprint: string },
  { user }: ActionContext,
): Promise<null> {
  const { journal } = await container();
  const adopted = await journal.adopted(integration);
  // Somebody else may have been first: then there is nothing to say any more.
  if (adopted.some((each) => each.fingerprint === fingerprint)) {
    await journal.append({ type: "adoption-withdrawn", integration, resource: fingerprint, by: user });
  }
  return null;
}
