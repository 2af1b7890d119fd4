import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { claimDataDir, runningAt } from "#lib/journal/journal.ts";
import { temporaryDataDir } from "../../support/journal/data-dir.ts";

const claimAndHold = `
  import { claimDataDir } from "#lib/journal/journal.ts";
  const claim = await claimDataDir(process.argv[1], { pid: process.pid, address: "http://localhost:3000" });
  process.stdout.write(JSON.stringify(claim) + "\\n");
  setInterval(() => {}, 1000);
`;

async function holdInAnotherProcess(dataDir: string) {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", claimAndHold, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  expect(JSON.parse(line.toString())).toMatchObject({ ok: true });
  return child;
}

test("a second process is told where the first one runs, and may begin once that is dead", async () => {
  const dataDir = temporaryDataDir();
  const first = await holdInAnotherProcess(dataDir);
  const refused = await claimDataDir(dataDir, { pid: process.pid, address: "http://localhost:3001" });
  expect(refused).toEqual({ ok: false, heldBy: { pid: first.pid, address: "http://localhost:3000" } });

  expect(runningAt(dataDir)).toEqual({ pid: first.pid, address: "http://localhost:3000" });
  const ended = once(first, "exit");
  first.kill("SIGKILL");
  await ended;
  expect(runningAt(dataDir)).toBeNull();
  const claim = await claimDataDir(dataDir, { pid: process.pid, address: "http://localhost:3001" });
  expect(claim.ok).toBe(true);
  if (claim.ok) claim.release();
});

test("a released folder can be claimed again", async () => {
  const dataDir = temporaryDataDir();
  for (const address of ["http://localhost:1", "http://localhost:2"]) {
    const claim = await claimDataDir(dataDir, { pid: process.pid, address });
    expect(claim.ok).toBe(true);
    if (claim.ok) claim.release();
  }
});
