import { existsSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { keepExternalId, secretsIn } from "./known.ts";

/* The rows of the journal, in either database: bytes on a disk do not say which table they are of. */

interface Table {
  name: string;
  rows: readonly unknown[];
}

const idTable = "external_ids";
/** Where an external id is kept on purpose. */
const ownTables = new Set([idTable, "accounts"]);

/** Which database the journal is in. */
export interface JournalPlace {
  dataDir: string;
  databaseUrl?: string | undefined;
}

function sqliteTables(dataDir: string, wanted: (name: string) => boolean): Table[] {
  const path = join(dataDir, "journal.sqlite");
  if (!existsSync(path)) return [];
  const database = new Database(path, { readonly: true });
  try {
    const names = database.prepare("select name from sqlite_master where type = 'table'").pluck().all();
    return names
      .map(String)
      .filter(wanted)
      .map((name) => ({ name, rows: database.prepare(`select * from "${name}"`).all() }));
  } finally {
    database.close();
  }
}

async function postgresTables(url: string, wanted: (name: string) => boolean): Promise<Table[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: names } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = current_schema()",
    );
    const tables: Table[] = [];
    for (const { name } of names.filter((each) => wanted(each.name))) {
      tables.push({ name, rows: (await client.query(`select * from "${name}"`)).rows });
    }
    return tables;
  } finally {
    await client.end();
  }
}

async function tablesOf(
  { dataDir, databaseUrl }: JournalPlace,
  wanted: (name: string) => boolean,
): Promise<Table[]> {
  return databaseUrl === undefined
    ? sqliteTables(dataDir, wanted)
    : await postgresTables(databaseUrl, wanted);
}

function keepIdsOf(tables: readonly Table[]): void {
  const ids = tables.find(({ name }) => name === idTable)?.rows ?? [];
  for (const row of ids) keepExternalId((row as { external_id?: string }).external_id);
}

/** Makes the external ids known that the app has made up to now, whether or not it has answered one. */
export async function learnExternalIds(place: JournalPlace): Promise<void> {
  keepIdsOf(await tablesOf(place, (name) => name === idTable));
}

/** The same, and which rows of the journal hold a secret that is not theirs to hold. */
export async function secretsInRows(place: JournalPlace): Promise<string[]> {
  const tables = await tablesOf(place, () => true);
  keepIdsOf(tables);
  return tables.flatMap(({ name, rows }) => {
    const found = rows.flatMap((row) =>
      secretsIn(JSON.stringify(row), ownTables.has(name) ? "admins" : "nobody"),
    );
    return [...new Set(found)].map((what) => `${what} in the table ${name}`);
  });
}
