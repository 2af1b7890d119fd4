import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnvFile } from "../../../scripts/support/environment.ts";
import { startPostgres } from "../journal/postgres-server.ts";
import { appReady, startProcess, taskHere, watched, type RunningApp } from "./running-app.ts";

/** One sandbox and one empty PostgreSQL database, on which apps are started as people start them. */
export interface Site {
  databaseUrl: string;
  /** Another `npm start`, with data of its own; the variables come on top. */
  start(name: string, extra?: Record<string, string>): Promise<RunningApp>;
  dataDir(name: string): string;
  close(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "aws-access-site-"));
  const sandboxDir = join(folder, "sandbox");
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const sandbox = await startProcess(taskHere("sandbox"), /Sandbox ready/, {
    SANDBOX_AWS_PORT: "0",
    SANDBOX_TELEPORT_PORT: "0",
    SANDBOX_WEB_PORT: "0",
    SANDBOX_DIR: sandboxDir,
  });
  const variables = parseEnvFile(readFileSync(join(sandboxDir, "env"), "utf8"));
  const dataDir = (name: string) => join(folder, name);
  const started: RunningApp[] = [];
  return {
    databaseUrl,
    dataDir,
    async start(name, extra = {}) {
      const app = await startProcess(taskHere("start"), appReady, {
        ...variables,
        PORT: "0",
        DATABASE_URL: databaseUrl,
        DATA_DIR: dataDir(name),
        LOG_LEVEL: "debug",
        ...extra,
      });
      const running = watched({
        started: app,
        dataDir: dataDir(name),
        sandbox: variables,
        remove: () => undefined,
        databaseUrl,
      });
      started.push(running);
      return running;
    },
    async close() {
      for (const app of started.splice(0)) await app.stop();
      await sandbox.end();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
