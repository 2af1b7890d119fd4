import { createHmac } from "node:crypto";
import type { Kysely } from "kysely";
import { AppError } from "#lib/domain/errors.ts";
import { linkHash, sameHash } from "./hash-chain.ts";
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

function unverifiable(): AppError {
  return new AppError({
    code: "configuration-invalid",
    what: "This journal's newest entry can't be verified with this key.",
    why: "The journal holds entries from before it kept which key is its own. Either they were written with another JOURNAL_KEY, or the newest of them was changed by other hands than this app's.",
    remedy:
      "Set JOURNAL_KEY to the key that the entries were written with (without the variable it is the file journal.key in the DATA_DIR of that time). If that key is lost, or the right one and the entry changed, begin with an empty database: the old one keeps what was done.",
  });
}

/** Entries tell by themselves whose key made them; without entries any key will do. */
async function verifiesNewestEntry(db: Kysely<JournalSchema>, key: Uint8Array): Promise<boolean> {
  const [newest, before] = await db
    .selectFrom("events")
    .select(["sequence", "at", "writer", "body", "hash"])
    .orderBy("sequence", "desc")
    .limit(2)
    .execute();
  return newest === undefined || sameHash(linkHash(key, before?.hash ?? "", newest), newest.hash);
}

/**
 * The first process on a database decides on the key; whoever comes with another one is sent away before it writes. A
 * database may be older than that rule: there its entries decide.
 * @throws AppError `configuration-invalid`
 */
export async function assertKeyOfChain(db: Kysely<JournalSchema>, key: Uint8Array): Promise<void> {
  const fingerprint = fingerprintOf(key);
  const isKept = (await db.selectFrom("chain_key").select("id").executeTakeFirst()) !== undefined;
  if (!isKept && !(await verifiesNewestEntry(db, key))) throw unverifiable();
  await db
    .insertInto("chain_key")
    .values({ id: 1, fingerprint })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  const known = await db.selectFrom("chain_key").select("fingerprint").executeTakeFirstOrThrow();
  if (!sameHash(known.fingerprint, fingerprint)) throw anotherKey();
}
