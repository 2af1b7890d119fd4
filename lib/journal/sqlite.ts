import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { Kysely, type SqliteDatabase } from "kysely";
import { requireSupportedNode } from "./node-version.ts";
import { PatientSqliteDialect } from "./patient-driver.ts";
import type { JournalSchema } from "./schema.ts";

/** Only while opening: afterwards the driver waits by itself. */
const openTimeoutMs = 10_000;

export function createPrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
}

/** Makes the file before SQLite would, so that no other user of the machine ever sees it. */
export function createPrivateFile(path: string): void {
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
}

/** Each commit is on disk when it returns: WAL alone would lose the last ones with the power. */
async function openDurable(path: string): Promise<SqliteDatabase> {
  const { default: Database } = await import("better-sqlite3");
  const database = new Database(path, { timeout: openTimeoutMs });
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  const mode = String(database.pragma("journal_mode", { simple: true }));
  const synchronous = Number(database.pragma("synchronous", { simple: true }));
  if (mode !== "wal" || synchronous !== 2) {
    database.close();
    throw new Error(
      `The file system refuses durable writes: journal_mode ${mode}, synchronous ${synchronous}`,
    );
  }
  database.pragma("busy_timeout = 0");
  return database;
}

/** More than the journal has; only a query with a list of its own length is a new one each time. */
const keptStatements = 200;

/** A journal asks the same few questions thousands of times: SQLite then reads each of them once. */
function keepingStatements(database: SqliteDatabase): SqliteDatabase {
  const kept = new Map<string, ReturnType<SqliteDatabase["prepare"]>>();
  return {
    close: () => database.close(),
    prepare: (text) => {
      const statement = kept.get(text) ?? database.prepare(text);
      if (kept.size >= keptStatements) kept.clear();
      kept.set(text, statement);
      return statement;
    },
  };
}

/** @throws AppError `configuration-invalid` on an unsupported Node, Error when the file can't be opened */
export async function openSqlite(dataDir: string): Promise<Kysely<JournalSchema>> {
  requireSupportedNode();
  createPrivateFolder(dataDir);
  const path = join(dataDir, "journal.sqlite");
  createPrivateFile(path);
  return new Kysely<JournalSchema>({
    dialect: new PatientSqliteDialect({ database: keepingStatements(await openDurable(path)) }),
  });
}
