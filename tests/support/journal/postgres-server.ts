import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chownSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { installedPostgres } from "../../../scripts/support/postgres.ts";
import { quickFolder } from "./quick-folder.ts";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function waitUntilReady(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error("postgres did not get ready");
}

export interface PostgresServer {
  /** A new, empty database. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** A server of our own on a free port of loopback, with its files in a temporary folder. */
export async function startPostgres(): Promise<PostgresServer> {
  const installed = installedPostgres();
  if (installed === null) throw new Error("PostgreSQL is not installed");
  const program = (name: string) => join(installed.folder, name);
  const { user } = installed;
  const folder = quickFolder("aws-access-pg-");
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const options = { ...user, cwd: folder };
  execFileSync(program("initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-N"], {
    ...options,
    stdio: "pipe",
  });
  const port = await freePort();
  const flags = ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-k", folder];
  const server = spawn(program("postgres"), flags, { ...options, stdio: "ignore" });
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  await waitUntilReady(url("postgres"), server);
  let count = 0;
  return {
    createDatabase: async () => {
      count += 1;
      const name = `journal_${count}`;
      const client = new pg.Client({ connectionString: url("postgres") });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return url(name);
    },
    stop: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
