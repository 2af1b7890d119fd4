import { writeFileSync } from "node:fs";
import { startSandbox, type Sandbox, type SandboxOptions } from "#lib/sandbox/run/sandbox.ts";
import { bot } from "#lib/sandbox/seed/company.ts";
import { stubAwsEnvironment } from "../../contract/aws/sandbox-account.ts";
import { sqlite, type DatabaseUnderTest } from "../journal/databases.ts";
import { HookedClock } from "./hooked-clock.ts";
import { openCore, type AppCore, type CoreOptions } from "./app-core.ts";
import { controlOf, type SandboxControl } from "./sandbox-control.ts";

/** A sandbox of its own, and app processes on one data folder. */
export interface World {
  sandbox: Sandbox;
  control: SandboxControl;
  /** Where the journal is, for a process of its own. */
  location: { dataDir: string; databaseUrl?: string };
  clock: HookedClock;
  /** The first process. */
  core: AppCore;
  /** Another process on the same data, closed with the world. */
  startProcess(options?: Partial<CoreOptions>): Promise<AppCore>;
  /** A new identity of the app's bot, in the place of the one before. */
  renewIdentity(ttlSeconds: number): Promise<void>;
  close(): Promise<void>;
}

export async function openWorld(
  options: Partial<SandboxOptions> = {},
  database: DatabaseUnderTest = sqlite,
): Promise<World> {
  const sandbox = await startSandbox({
    awsPort: 0,
    teleportPort: 0,
    webPort: 0,
    dir: null,
    roles: 0,
    ...options,
  });
  const { location, dispose } = await database.create();
  const awsVariables = Object.entries(sandbox.env).filter(([name]) => name.startsWith("AWS_"));
  stubAwsEnvironment(Object.fromEntries(awsVariables));
  const clock = new HookedClock(new Date().toISOString());
  const control = controlOf(sandbox);
  const opened: AppCore[] = [];
  const startProcess = async (more: Partial<CoreOptions> = {}): Promise<AppCore> => {
    const owner = `process-${opened.length + 1}`;
    const core = await openCore({ env: sandbox.env, ...location, clock, owner, random: () => 0.5, ...more });
    opened.push(core);
    return core;
  };
  return {
    sandbox,
    control,
    location,
    clock,
    core: await startProcess(),
    startProcess,
    async renewIdentity(ttlSeconds) {
      const text = await control.teleport("POST", "identity", { user: bot.userName, ttlSeconds });
      writeFileSync(sandbox.env["TELEPORT_IDENTITY_FILE"] ?? "", text, { mode: 0o600 });
    },
    async close() {
      for (const core of opened) await core.close();
      await sandbox.close();
      await dispose();
    },
  };
}
