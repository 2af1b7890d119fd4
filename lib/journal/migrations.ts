import { sql, type Kysely } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import type { DatabaseKind, JournalSchema } from "./schema.ts";

/*
 * One set for both databases. SQLite runs them outside a transaction, and two processes may begin at once: every
 * statement can be run again on a half-made schema.
 */

const firstTables: Migration["up"] = async (db) => {
  await db.schema
    .createTable("events")
    .ifNotExists()
    .addColumn("sequence", "integer", (column) => column.primaryKey())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("writer", "text", (column) => column.notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("run_id", "text")
    .addColumn("plan_id", "text")
    .addColumn("account_id", "text")
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("events_by_run")
    .ifNotExists()
    .on("events")
    .columns(["run_id", "sequence"])
    .execute();
  await db.schema
    .createIndex("events_by_type")
    .ifNotExists()
    .on("events")
    .columns(["type", "sequence"])
    .execute();
  await db.schema
    .createTable("chain")
    .ifNotExists()
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("sequence", "integer", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  await db
    .insertInto("chain")
    .values({ id: 1, sequence: 0, hash: "" })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  await db.schema
    .createTable("plans")
    .ifNotExists()
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("integration", "text", (column) => column.notNull())
    .addColumn("account_id", "text", (column) => column.notNull())
    .addColumn("undoes", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("drafts")
    .ifNotExists()
    .addColumn("integration", "text", (column) => column.primaryKey())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("accounts")
    .ifNotExists()
    .addColumn("account_id", "text", (column) => column.primaryKey())
    .addColumn("body", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("leases")
    .ifNotExists()
    .addColumn("account_id", "text", (column) => column.primaryKey())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();
};

const reachTables: Migration["up"] = async (db) => {
  await db.schema
    .createTable("external_ids")
    .ifNotExists()
    .addColumn("account_id", "text", (column) => column.primaryKey())
    .addColumn("external_id", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("role_lists")
    .ifNotExists()
    .addColumn("integration", "text", (column) => column.primaryKey())
    .addColumn("body", "text", (column) => column.notNull())
    .execute();
};

const refuseChangesToEvents: Record<DatabaseKind, Migration["up"]> = {
  sqlite: async (db) => {
    for (const verb of ["update", "delete"] as const) {
      await sql`create trigger if not exists ${sql.ref(`events_no_${verb}`)} before ${sql.raw(verb)} on events
        begin select raise(abort, 'the journal is append-only'); end`.execute(db);
    }
  },
  postgres: async (db) => {
    await sql`create or replace function events_append_only() returns trigger language plpgsql as
      $$ begin raise exception 'the journal is append-only'; end $$`.execute(db);
    await sql`drop trigger if exists events_append_only on events`.execute(db);
    await sql`create trigger events_append_only before update or delete or truncate on events
      for each statement execute function events_append_only()`.execute(db);
  },
};

const keyOfTheChain: Migration["up"] = async (db) => {
  await db.schema
    .createTable("chain_key")
    .ifNotExists()
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("fingerprint", "text", (column) => column.notNull())
    .execute();
};

export function migrationsFor(kind: DatabaseKind): Record<string, Migration> {
  return {
    "0001-tables": { up: firstTables },
    "0002-append-only": { up: refuseChangesToEvents[kind] },
    "0003-chain-key": { up: keyOfTheChain },
    "0004-external-ids-and-role-lists": { up: reachTables },
  };
}

/** Two processes that begin at once on one SQLite file collide at most once per migration. */
const attempts = 5;

export async function migrate(db: Kysely<JournalSchema>, kind: DatabaseKind): Promise<void> {
  const migrations = migrationsFor(kind);
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  for (let attempt = 1; ; attempt += 1) {
    const { error } = await migrator.migrateToLatest();
    if (error === undefined) return;
    if (attempt === attempts) throw error;
  }
}
