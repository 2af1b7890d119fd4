import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe } from "vitest";
import { openJournal, type JournalOptions, type OpenJournal } from "#lib/journal/journal.ts";
import { installedPostgres } from "../../../scripts/support/postgres.ts";
import { VirtualClock } from "../ports/virtual-clock.ts";
import { quickFolder } from "./quick-folder.ts";
import { startPostgres, type PostgresServer } from "./postgres-server.ts";

export const testKey = Buffer.from("a-key-for-tests-that-is-long-enough");

/** One empty database that several journals may be opened on, as several processes would. */
export interface TestDatabase {
  dataDir: string;
  open(options?: Partial<JournalOptions>): Promise<OpenJournal>;
  /** Where it is, for a process of its own. */
  location: { dataDir: string; databaseUrl?: string };
  dispose(): Promise<void>;
}

export interface DatabaseUnderTest {
  name: "SQLite" | "PostgreSQL";
  start(): Promise<void>;
  create(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

function describeDatabase(location: TestDatabase["location"]): TestDatabase {
  const opened: OpenJournal[] = [];
  return {
    dataDir: location.dataDir,
    location,
    open: async (options = {}) => {
      const journal = await openJournal({
        ...location,
        journalKey: testKey,
        clock: new VirtualClock(),
        owner: `process-${opened.length + 1}`,
        ...options,
      });
      opened.push(journal);
      return journal;
    },
    dispose: async () => {
      for (const journal of opened) await journal.close();
      rmSync(location.dataDir, { recursive: true, force: true });
    },
  };
}

const newDataDir = () => quickFolder("aws-access-data-");

export const sqlite: DatabaseUnderTest = {
  name: "SQLite",
  start: () => Promise.resolve(),
  create: () => Promise.resolve(describeDatabase({ dataDir: newDataDir() })),
  stop: () => Promise.resolve(),
};

function postgres(): DatabaseUnderTest {
  let server: PostgresServer | null = null;
  return {
    name: "PostgreSQL",
    start: async () => {
      server = await startPostgres();
    },
    create: async () => {
      if (server === null) throw new Error("start() comes first");
      return describeDatabase({ dataDir: newDataDir(), databaseUrl: await server.createDatabase() });
    },
    stop: async () => {
      await server?.stop();
    },
  };
}

export type DatabaseName = DatabaseUnderTest["name"];

/**
 * A group of tests on one database. Where no PostgreSQL is, its tests count as skipped: `npm test` says why, and fails
 * in CI.
 */
export function describeOnDatabase(
  name: DatabaseName,
  title: string,
  define: (database: DatabaseUnderTest) => void,
): void {
  const database = name === "SQLite" ? sqlite : postgres();
  const isMissing = name === "PostgreSQL" && installedPostgres() === null;
  describe.skipIf(isMissing)(`${title} on ${name}`, () => {
    beforeAll(() => database.start());
    afterAll(() => database.stop());
    define(database);
  });
}

export function describeOnEachDatabase(title: string, define: (database: DatabaseUnderTest) => void): void {
  describeOnDatabase("SQLite", title, define);
  describeOnDatabase("PostgreSQL", title, define);
}
