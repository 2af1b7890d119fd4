import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ByHand } from "#lib/domain/enrollment/by-hand.ts";
import type { World } from "./world.ts";

const tctl = fileURLToPath(new URL("tctl.ts", import.meta.url));

export function isInstalled(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}

/**
 * Saves the script as a person would, and runs it with sh: against the world's sandbox, with its own documents only,
 * with `aws` as it is installed and a tctl for the sandbox. `meanwhile`: a document that somebody else writes between the
 * script's first look at Teleport and its next one.
 */
export async function runByHand(
  world: World,
  byHand: ByHand,
  meanwhile?: object,
): Promise<{ status: number | null; said: string }> {
  const script = byHand.parts.find(({ format }) => format === "shell");
  if (!script) throw new Error("There is nothing to run");
  const dir = mkdtempSync(join(tmpdir(), "by-hand-"));
  const bin = join(dir, "bin");
  const work = join(dir, "work");
  for (const folder of [bin, work]) mkdirSync(folder);
  const call = `'${process.execPath}' '${tctl}'`;
  writeFileSync(join(bin, "theirs.json"), JSON.stringify(meanwhile ?? {}));
  const others = `if [ "$1" = get ]; then if [ -e looked ]; then ${call} create -f ../bin/theirs.json; fi; : > looked; fi`;
  const lines = ["#!/bin/sh", ...(meanwhile === undefined ? [] : [others]), `exec ${call} "$@"`, ""];
  writeFileSync(join(bin, "tctl"), lines.join("\n"));
  chmodSync(join(bin, "tctl"), 0o700);
  writeFileSync(join(work, script.fileName), script.content);
  const child = spawn("sh", [script.fileName], {
    cwd: work,
    env: {
      ...process.env,
      ...world.sandbox.env,
      SANDBOX_PROXY_PORT: String(world.sandbox.teleport.proxyPort),
      PATH: `${bin}:${process.env["PATH"] ?? ""}`,
    },
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [status] = (await once(child, "close")) as [number | null];
  rmSync(dir, { recursive: true, force: true });
  return { status, said };
}
