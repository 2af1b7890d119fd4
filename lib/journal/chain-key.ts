import { createHmac } from "node:crypto";
import type { Kysely } from "kysely";
import { AppError } from "#lib/domain/errors.ts";
import { sameHash } from "./hash-chain.ts";
import type { JournalSchema } from "./schema.ts";

/** Tells keys apart and gives none away. */
function fingerprintOf(key: Uint8Array): string {
  return createHmac("sha256", key).update("key of the journal's chain").digest("hex");
}

function anotherKey(): AppError {
  return new AppError({
    code: "configuration-invalid",
    what: "This journal was begun with another key.",
    why: "All processes on one database must have the same JOURNAL_KEY; with two keys no entry of the journal could be verified any more.",
    remedy:
      "Set JOURNAL_KEY to the key of the process that runs already (without the variable it is the file journal.key in its DATA_DIR). If that key is lost, begin with an empty database: the old one keeps what was done.",
  });
}

/**
 * The first process on a database decides on the key; whoever comes with another one is sent away before it writes.
 * @throws AppError `configuration-invalid`
 */
export async function assertKeyOfChain(db: Kysely<JournalSchema>, key: Uint8Array): Promise<void> {
  const fingerprint = fingerprintOf(key);
  await db
    .insertInto("chain_key")
    .values({ id: 1, fingerprint })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  const known = await db.selectFrom("chain_key").select("fingerprint").executeTakeFirstOrThrow();
  if (!sameHash(known.fingerprint, fingerprint)) throw anotherKey();
}
