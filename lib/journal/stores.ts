import type { Kysely } from "kysely";
import type { AccountStore, DraftStore, PlanStore } from "#lib/enrollment/ports.ts";
import { draftSchema, planSchema, profileSchema } from "./plan-schema.ts";
import type { JournalSchema } from "./schema.ts";
import { guarded } from "./unavailable.ts";

export function createPlanStore(db: Kysely<JournalSchema>): PlanStore {
  return {
    save: (given) =>
      guarded(async () => {
        const plan = planSchema.parse(given);
        await db
          .insertInto("plans")
          .values({
            id: plan.id,
            integration: plan.scope.integration,
            account_id: plan.scope.accountId,
            undoes: plan.undoes,
            created_at: plan.createdAt,
            body: JSON.stringify(plan),
          })
          .execute();
      }),
    find: (planId) =>
      guarded(async () => {
        const row = await db.selectFrom("plans").select("body").where("id", "=", planId).executeTakeFirst();
        return row === undefined ? null : planSchema.parse(JSON.parse(row.body));
      }),
  };
}

export function createDraftStore(db: Kysely<JournalSchema>): DraftStore {
  return {
    list: () =>
      guarded(async () => {
        const rows = await db
          .selectFrom("drafts")
          .select("body")
          .orderBy("created_at")
          .orderBy("integration")
          .execute();
        return rows.map((row) => draftSchema.parse(JSON.parse(row.body)));
      }),
    save: (given) =>
      guarded(async () => {
        const draft = draftSchema.parse(given);
        const values = { created_at: draft.createdAt, body: JSON.stringify(draft) };
        await db
          .insertInto("drafts")
          .values({ integration: draft.integration, ...values })
          .onConflict((conflict) => conflict.column("integration").doUpdateSet(values))
          .execute();
      }),
    remove: (integration) =>
      guarded(async () => {
        await db.deleteFrom("drafts").where("integration", "=", integration).execute();
      }),
  };
}

export function createAccountStore(db: Kysely<JournalSchema>): AccountStore {
  return {
    list: () =>
      guarded(async () => {
        const rows = await db.selectFrom("accounts").select("body").orderBy("account_id").execute();
        return rows.map((row) => profileSchema.parse(JSON.parse(row.body)));
      }),
    find: (accountId) =>
      guarded(async () => {
        const row = await db
          .selectFrom("accounts")
          .select("body")
          .where("account_id", "=", accountId)
          .executeTakeFirst();
        return row === undefined ? null : profileSchema.parse(JSON.parse(row.body));
      }),
    save: (given) =>
      guarded(async () => {
        const profile = profileSchema.parse(given);
        const values = { body: JSON.stringify(profile) };
        await db
          .insertInto("accounts")
          .values({ account_id: profile.accountId, ...values })
          .onConflict((conflict) => conflict.column("account_id").doUpdateSet(values))
          .execute();
      }),
  };
}
