import { VirtualClock } from "../ports/virtual-clock.ts";
import { openCore } from "./app-core.ts";
import { admin } from "./steps.ts";

/*
 * An app process that carries out one plan or goes on with one run, to be killed. It says the run's id as soon as the
 * run is journaled. Its clock passes only while it waits, so that it is as quick as its requests.
 */
interface Arguments {
  dataDir: string;
  owner: string;
  work: { planId: string } | { runId: string };
}

const { dataDir, owner, work } = JSON.parse(process.argv[2] ?? "") as Arguments;
const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? ""]));
const clock = new VirtualClock(new Date().toISOString());
const core = await openCore({ env, dataDir, clock, owner });
const { runId } =
  "planId" in work
    ? await core.engine.apply(work.planId, admin)
    : await core.engine.continueRun(work.runId, admin, { retryFailed: false });
process.stdout.write(`${runId}\n`);
await core.close();
