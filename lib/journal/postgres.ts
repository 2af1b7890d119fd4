import { Kysely, PostgresDialect } from "kysely";
import type { JournalSchema } from "./schema.ts";

/** Enough for a run's concurrent changes; the chain's row serialises the writes anyway. */
const poolSize = 8;

export async function openPostgres(databaseUrl: string): Promise<Kysely<JournalSchema>> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize, connectionTimeoutMillis: 10_000 });
  // An idle connection that the server closes is replaced at the next query; unheard, the event would end the process.
  pool.on("error", () => {});
  return new Kysely<JournalSchema>({ dialect: new PostgresDialect({ pool }) });
}
