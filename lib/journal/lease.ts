import type { Kysely } from "kysely";
import type { Clock, LeasePort } from "#lib/enrollment/ports.ts";
import type { JournalSchema } from "./schema.ts";
import { guarded } from "./unavailable.ts";

/** A lease outlives its owner's death by this much; whoever holds one renews it every ten seconds. */
export const leaseDurationMs = 30_000;

/**
 * One writer per account, by compare-and-set in the database. Times are the app's clock: machines that share a
 * PostgreSQL must agree on the time to within a few seconds.
 */
export function createLease(db: Kysely<JournalSchema>, clock: Clock): LeasePort {
  const expiry = () => new Date(clock.now().getTime() + leaseDurationMs).toISOString();
  const now = () => clock.now().toISOString();

  async function holder(accountId: string) {
    const row = await db
      .selectFrom("leases")
      .selectAll()
      .where("account_id", "=", accountId)
      .where("expires_at", ">", now())
      .executeTakeFirst();
    return row === undefined ? null : { owner: row.owner, until: row.expires_at };
  }

  return {
    acquire: (accountId, owner) =>
      guarded(async () => {
        const values = { owner, expires_at: expiry() };
        const taken = await db
          .insertInto("leases")
          .values({ account_id: accountId, ...values })
          .onConflict((conflict) =>
            conflict
              .column("account_id")
              .doUpdateSet(values)
              .where((eb) => eb.or([eb("leases.owner", "=", owner), eb("leases.expires_at", "<=", now())])),
          )
          .returning("owner")
          .execute();
        if (taken.length > 0) return { ok: true };
        const current = await holder(accountId);
        return { ok: false, heldBy: current?.owner ?? "another process", until: current?.until ?? now() };
      }),
    renew: (accountId, owner) =>
      guarded(async () => {
        // An expired lease that nobody took is still ours: the compare is on the owner alone.
        const result = await db
          .updateTable("leases")
          .set({ expires_at: expiry() })
          .where("account_id", "=", accountId)
          .where("owner", "=", owner)
          .executeTakeFirst();
        return Number(result.numUpdatedRows) === 1;
      }),
    holder: (accountId) => guarded(() => holder(accountId)),
    holders: () =>
      guarded(async () => {
        const held = db.selectFrom("leases").select(["account_id as accountId", "owner"]);
        return await held.where("expires_at", ">", now()).orderBy("account_id").execute();
      }),
    release: (accountId, owner) =>
      guarded(async () => {
        await db
          .deleteFrom("leases")
          .where("account_id", "=", accountId)
          .where("owner", "=", owner)
          .execute();
      }),
  };
}
