import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { bundled } from "./bundled.ts";
import type { World } from "./world.ts";

const script = fileURLToPath(new URL("run-process.ts", import.meta.url));
const compileCache = fileURLToPath(new URL("../../../node_modules/.cache/killable", import.meta.url));

export interface KillableRun {
  runId: string;
  /** Entries that the process knows to be journaled. */
  entries(): number;
  /** Resolves when it knows so many, or is gone by itself. */
  untilEntries(count: number): Promise<void>;
  kill(): Promise<void>;
}

let started = 0;
let program: Promise<string> | null = null;

/** Starts a process that carries the work out against the world's sandbox, and waits until the run has begun. */
export async function startKillable(
  world: World,
  work: { planId: string } | { runId: string },
): Promise<KillableRun> {
  started += 1;
  const input = { location: world.location, owner: `killable-${started}`, work };
  program ??= bundled(script);
  const child = spawn(process.execPath, [await program, JSON.stringify(input)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...world.sandbox.env, NODE_COMPILE_CACHE: compileCache },
  });
  const gone = once(child, "exit");
  let entries = 0;
  let heard = () => {};
  const runId = await new Promise<string>((begun, failed) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line === "entry") entries += 1;
      else begun(line.replace("run ", ""));
      heard();
    });
    void gone.then(() => {
      failed(new Error("The process ended before it began the run"));
      heard();
    });
  });
  return {
    runId,
    entries: () => entries,
    async untilEntries(count) {
      while (entries < count && child.exitCode === null) {
        await new Promise<void>((resolve) => (heard = resolve));
      }
    },
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
