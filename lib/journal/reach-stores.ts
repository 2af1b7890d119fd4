import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { ExternalIdStore, RoleListStore } from "#lib/enrollment/ports.ts";
import type { JournalSchema } from "./schema.ts";
import { guarded } from "./unavailable.ts";

/** 128 bits: nobody who knows the app's account and role can guess it. */
const externalIdBytes = 16;

export function createExternalIdStore(db: Kysely<JournalSchema>): ExternalIdStore {
  return {
    of: (accountId) =>
      guarded(async () => {
        // Two processes may ask at once: whoever comes second takes what the first one wrote.
        await db
          .insertInto("external_ids")
          .values({ account_id: accountId, external_id: randomBytes(externalIdBytes).toString("hex") })
          .onConflict((conflict) => conflict.column("account_id").doNothing())
          .execute();
        const row = await db
          .selectFrom("external_ids")
          .select("external_id")
          .where("account_id", "=", accountId)
          .executeTakeFirstOrThrow();
        return row.external_id;
      }),
  };
}

const roleArns = z.array(z.string()).readonly();

export function createRoleListStore(db: Kysely<JournalSchema>): RoleListStore {
  return {
    find: (integration) =>
      guarded(async () => {
        const row = await db
          .selectFrom("role_lists")
          .select("body")
          .where("integration", "=", integration)
          .executeTakeFirst();
        return row === undefined ? [] : roleArns.parse(JSON.parse(row.body));
      }),
    save: (integration, given, known) =>
      guarded(async () => {
        if (known.length === 0) {
          // Where no list was ever kept there is none to compare with.
          await db
            .insertInto("role_lists")
            .values({ integration, body: JSON.stringify(known) })
            .onConflict((conflict) => conflict.column("integration").doNothing())
            .execute();
        }
        const { numUpdatedRows } = await db
          .updateTable("role_lists")
          .set({ body: JSON.stringify(roleArns.parse(given)) })
          .where("integration", "=", integration)
          .where("body", "=", JSON.stringify(known))
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
  };
}
