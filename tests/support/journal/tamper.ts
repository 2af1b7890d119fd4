import Database from "better-sqlite3";
import { join } from "node:path";
import pg from "pg";
import type { DatabaseUnderTest, TestDatabase } from "./databases.ts";

type Location = TestDatabase["location"];

/** As somebody with the file or the database's password, past the app. */
export async function executeRaw(location: Location, sql: string): Promise<void> {
  if (location.databaseUrl === undefined) {
    const database = new Database(join(location.dataDir, "journal.sqlite"));
    try {
      database.exec(sql);
    } finally {
      database.close();
    }
    return;
  }
  const client = new pg.Client({ connectionString: location.databaseUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const withoutTriggers = {
  SQLite: "drop trigger events_no_update; drop trigger events_no_delete;",
  PostgreSQL: "drop trigger events_append_only on events;",
};

/** The triggers are no protection against such a person, the chain is. */
export async function tamperWith(
  kind: DatabaseUnderTest["name"],
  location: Location,
  sql: string,
): Promise<void> {
  await executeRaw(location, `${withoutTriggers[kind]} ${sql}`);
}
