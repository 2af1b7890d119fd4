import "server-only";
import { isDeepStrictEqual } from "node:util";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { formerHome } from "#lib/enrollment/former-home.ts";
import { observe } from "#lib/enrollment/observe.ts";
import { container } from "./container.ts";
import { systemClock } from "./clock.ts";

/*
 * What was read of each enrollment, with its age. Pages show it and never read themselves: no GET spends AWS calls.
 * It is renewed by the refresh action, before every plan, and when a run ends.
 */
interface Cache {
  known: Map<string, Observation>;
  underWay: Map<string, Promise<Observation>>;
}

const holder = globalThis as { awsAccessObservations?: Cache };

function cache(): Cache {
  holder.awsAccessObservations ??= { known: new Map(), underWay: new Map() };
  return holder.awsAccessObservations;
}

/** What was read last; null: nothing yet. */
export function lastObservation(integration: string): Observation | null {
  return cache().known.get(integration) ?? null;
}

/**
 * Puts what is accepted by now into all that is known: it stands in our own journal, and what was withdrawn, in another
 * process too, must not count until the next reading.
 */
export async function renewAccepted(): Promise<void> {
  const { known } = cache();
  if (known.size === 0) return;
  const { journal } = await container();
  const byAccount = Map.groupBy(await journal.accepted(), ({ accountId }) => accountId);
  for (const [integration, observation] of known) {
    const accepted = byAccount.get(observation.profile.accountId) ?? [];
    // An equal one stays the same object: what was judged of it is kept with it.
    if (!isDeepStrictEqual(accepted, observation.accepted)) {
      known.set(integration, { ...observation, accepted });
    }
  }
}

/** What was read last, as `lastObservation`, with what is accepted by now. */
export async function currentObservation(integration: string): Promise<Observation | null> {
  await renewAccepted();
  return lastObservation(integration);
}

/** Reads everything again; callers at the same time share one reading. */
export async function readAgain(integration: string): Promise<Observation> {
  const { underWay } = cache();
  return await (underWay.get(integration) ?? begin(integration, readNow(integration), underWay));
}

/** Under way from now on, so that nobody who asks in the next moment begins another one. */
async function begin(
  integration: string,
  reading: Promise<Observation>,
  underWay: Cache["underWay"],
): Promise<Observation> {
  underWay.set(integration, reading);
  try {
    const observation = await reading;
    cache().known.set(integration, observation);
    return observation;
  } finally {
    if (underWay.get(integration) === reading) underWay.delete(integration);
  }
}

/** A reading that begins after this call: one that is under way may have looked too early. */
export async function readAnew(integration: string): Promise<Observation> {
  const { underWay } = cache();
  return await begin(
    integration,
    readingOver(integration).then(async () => await readNow(integration)),
    underWay,
  );
}

/** Whether a reading is under way: what is known may be about to change. */
export function isReading(integration: string): boolean {
  return cache().underWay.has(integration);
}

/** Resolves when the reading that is under way is over, whatever came of it; at once when there is none. */
export async function readingOver(integration: string): Promise<void> {
  await Promise.allSettled([cache().underWay.get(integration)]);
}

async function readNow(integration: string): Promise<Observation> {
  const { aws, teleport, accounts, drafts, roleLists, journal, engine } = await container();
  const former = async (name: string) => await formerHome({ journal, engine }, name);
  const deps = { aws, teleport, clock: systemClock, accounts, drafts, roleLists, journal, former };
  return await observe(deps, integration);
}

export function forget(integration: string): void {
  cache().known.delete(integration);
}
