import { randomUUID } from "node:crypto";
import { z } from "zod";
import { readStateFile, writeFileAtomically } from "../../state-file.ts";
import {
  emptyTables,
  encodeRow,
  View,
  type AnyRow,
  type Rows,
  type TableName,
  type Tables,
} from "./tables.ts";

const rows = z.record(z.string(), z.base64());
const stateSchema = z.object({
  version: z.literal(1),
  role: rows,
  user: rows,
  integration: rows,
  appServer: rows,
  // Since state that was written before there were locks, requests, and an audit log.
  lock: rows.default({}),
  accessRequest: rows.default({}),
  event: rows.default({}),
});
const tableNames = [
  "role",
  "user",
  "integration",
  "appServer",
  "lock",
  "accessRequest",
  "event",
] as const satisfies readonly TableName[];

/** So many writes can be looked behind, for the fault that answers reads with old state. */
const historyLength = 50;

function decode(state: z.infer<typeof stateSchema>): Tables {
  const table = (name: TableName): Map<string, Uint8Array> =>
    new Map(Object.entries(state[name]).map(([key, text]) => [key, Buffer.from(text, "base64")]));
  return {
    role: table("role"),
    user: table("user"),
    integration: table("integration"),
    appServer: table("appServer"),
    lock: table("lock"),
    accessRequest: table("accessRequest"),
    event: table("event"),
  };
}

function encode(tables: Tables): string {
  const state: Record<string, unknown> = { version: 1 };
  for (const name of tableNames) {
    const entries = [...tables[name]].map(([key, bytes]) => [key, Buffer.from(bytes).toString("base64")]);
    state[name] = Object.fromEntries(entries);
  }
  return JSON.stringify(state);
}

function withRow<T extends TableName>(tables: Tables, table: T, key: string, row: Rows[T]): Tables {
  const metadata = "Header" in row ? row.Header?.Metadata : "Metadata" in row ? row.Metadata : undefined;
  if (metadata) metadata.Revision = randomUUID();
  return { ...tables, [table]: new Map(tables[table]).set(key, encodeRow(table, row)) };
}

/** The cluster's state; each write is on disk before it returns, unless it is kept in memory alone (path null). */
export class Store {
  readonly #path: string | null;
  #tables: Tables;
  #history: Tables[] = [];

  private constructor(path: string | null, tables: Tables) {
    this.#path = path;
    this.#tables = tables;
  }

  /** Opens what the file holds; the seeds fill a store that has no file yet. */
  static open(path: string | null, seeds: readonly AnyRow[]): Store {
    const state = path === null ? null : readStateFile(path);
    if (state !== null) return new Store(path, decode(stateSchema.parse(state)));
    const store = new Store(path, emptyTables);
    store.putAll(seeds);
    store.forgetHistory();
    return store;
  }

  /** The state as it was `writesAgo` writes before. */
  view(writesAgo = 0): View {
    const past = writesAgo > 0 ? this.#history.slice(-writesAgo)[0] : undefined;
    return new View(past ?? this.#tables);
  }

  /** From now on no view shows what was before. */
  forgetHistory(): void {
    this.#history = [];
  }

  /** Stores the row under a new revision, which is also set in the row given. */
  put<T extends TableName>(table: T, key: string, row: Rows[T]): void {
    this.#replace(withRow(this.#tables, table, key, row));
  }

  /** Stores all rows in one write. */
  putAll(rows: readonly AnyRow[]): void {
    this.#replace(
      rows.reduce((tables, { table, key, row }) => withRow(tables, table, key, row), this.#tables),
    );
  }

  /** True if there was such a row. */
  delete(table: TableName, key: string): boolean {
    const next = new Map(this.#tables[table]);
    if (!next.delete(key)) return false;
    this.#replace({ ...this.#tables, [table]: next });
    return true;
  }

  #replace(tables: Tables): void {
    if (this.#path !== null) writeFileAtomically(this.#path, encode(tables));
    this.#history = [...this.#history, this.#tables].slice(-historyLength);
    this.#tables = tables;
  }
}
