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

/** Where an external id is kept on purpose. */
const ownTables = new Set(["external_ids", "accounts"]);

function sqliteTables(dataDir: string): Table[] {
  const path = join(dataDir, "journal.sqlite");
  if (!existsSync(path)) return [];
  const database = new Database(path, { readonly: true });
  try {
    const names = database.prepare("select name from sqlite_master where type = 'table'").pluck().all();
    return names.map((name) => ({
      name: String(name),
      rows: database.prepare(`select * from "${String(name)}"`).all(),
    }));
  } finally {
    database.close();
  }
}

async function postgresTables(url: string): Promise<Table[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: names } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = current_schema()",
    );
    const tables: Table[] = [];
    for (const { name } of names) {
      tables.push({ name, rows: (await client.query(`select * from "${name}"`)).rows });
    }
    return tables;
  } finally {
    await client.end();
  }
}

/** Makes the external ids of the journal known, and says which rows of it hold a secret that is not theirs to hold. */
export async function secretsInRows({
  dataDir,
  databaseUrl,
}: {
  dataDir: string;
  databaseUrl?: string | undefined;
}): Promise<string[]> {
  const tables = databaseUrl === undefined ? sqliteTables(dataDir) : await postgresTables(databaseUrl);
  const ids = tables.find(({ name }) => name === "external_ids")?.rows ?? [];
  for (const row of ids) keepExternalId((row as { external_id?: string }).external_id);
  return tables.flatMap(({ name, rows }) => {
    const found = rows.flatMap((row) =>
      secretsIn(JSON.stringify(row), ownTables.has(name) ? "admins" : "nobody"),
    );
    return [...new Set(found)].map((what) => `${what} in the table ${name}`);
  });
}
