import { flushCompileCache } from "node:module";
import { VirtualClock } from "../ports/virtual-clock.ts";
import { openCore } from "./app-core.ts";
import { admin } from "./steps.ts";

/*
 * An app process that carries out one plan or goes on with one run, to be killed. It says each entry as soon as that is
 * journaled, and the run's id once it has begun. Its clock passes only while it waits, so that it is as quick as its
 * requests.
 */
interface Arguments {
  location: { dataDir: string; databaseUrl?: string };
  owner: string;
  work: { planId: string } | { runId: string };
}

// Whoever is killed never comes to write it; the next one starts in half the time.
flushCompileCache();

const { location, owner, work } = JSON.parse(process.argv[2] ?? "") as Arguments;
const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? ""]));
const core = await openCore({
  env,
  ...location,
  clock: new VirtualClock(new Date().toISOString()),
  owner,
  onJournaled: async () => {
    process.stdout.write("entry\n");
  },
});
const { runId } =
  "planId" in work
    ? await core.engine.apply(work.planId, admin)
    : await core.engine.continueRun(work.runId, admin, { retryFailed: false });
process.stdout.write(`run ${runId}\n`);
await core.close();
