import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { World } from "./world.ts";

const script = fileURLToPath(new URL("run-process.ts", import.meta.url));

export interface KillableRun {
  runId: string;
  /** Resolves when the process is gone, by itself or killed. */
  gone: Promise<unknown>;
  kill(): Promise<void>;
}

let started = 0;

/** Starts a process that carries the work out against the world's sandbox, and waits until the run is journaled. */
export async function startKillable(
  world: World,
  work: { planId: string } | { runId: string },
): Promise<KillableRun> {
  started += 1;
  const input = { dataDir: world.dataDir, owner: `killable-${started}`, work };
  const child = spawn(process.execPath, [script, JSON.stringify(input)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...world.sandbox.env },
  });
  const gone = once(child, "exit");
  const line = await Promise.race([once(child.stdout, "data"), gone.then(() => null)]);
  if (line === null) throw new Error("The process ended before it began the run");
  return {
    runId: String(line[0]).trim(),
    gone,
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
