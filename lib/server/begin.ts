import "server-only";
import { keepReading } from "./background-reading.ts";
import { censorStandardError } from "./censored-stderr.ts";
import { container } from "./container.ts";
import { keepCheckingJournal } from "./journal-check.ts";
import { log } from "./log.ts";
import { cachedCluster } from "./portal-cache.ts";

/** Opens the journal, looks at what earlier runs left unknown, reads the world once, and keeps reading it. */
export async function begin(): Promise<void> {
  censorStandardError();
  const { engine } = await container();
  const quietly = (what: string) => (error: unknown) => log.warn({ err: error }, `${what} failed at start`);
  // None holds up the first page: all show on it when they are done.
  void engine.settle().catch(quietly("settling earlier runs"));
  void keepCheckingJournal();
  void keepReading().catch(quietly("reading cluster and accounts"));
  void cachedCluster().catch(quietly("reading the cluster for the portal"));
}
