import { sql, type Kysely, type RawBuilder, type Selectable, type SqlBool } from "kysely";
import type { AdoptedDrift } from "#lib/domain/enrollment/drift/drift.ts";
import type { AcceptedCondition } from "#lib/domain/enrollment/observation.ts";
import type { JournalEntry, JournalEvent } from "#lib/domain/enrollment/run.ts";
import type { Clock, JournalPort } from "#lib/enrollment/ports.ts";
import { eventSchema } from "./event-schema.ts";
import { linkHash, sameHash } from "./hash-chain.ts";
import type { EventTable, JournalSchema } from "./schema.ts";
import { guarded } from "./unavailable.ts";

interface EventsOptions {
  db: Kysely<JournalSchema>;
  journalKey: Uint8Array;
  clock: Clock;
  owner: string;
}

/** Columns that queries filter by: copies of fields of the body, which alone is hashed. */
function indexed(event: JournalEvent) {
  return {
    type: event.type,
    run_id: "runId" in event ? event.runId : null,
    plan_id: "planId" in event ? event.planId : null,
    account_id: "accountId" in event ? event.accountId : null,
  };
}

function toEntry(row: Selectable<EventTable>): JournalEntry {
  return {
    sequence: row.sequence,
    at: row.at,
    event: eventSchema.parse(JSON.parse(row.body)),
    hash: row.hash,
  };
}

/** The update of the chain's one row comes first: it takes the write lock, so that the order is one across processes. */
function append(options: EventsOptions, given: JournalEvent): Promise<JournalEntry> {
  const event = eventSchema.parse(given);
  return options.db.transaction().execute(async (trx) => {
    const head = await trx
      .updateTable("chain")
      .set({ sequence: sql<number>`sequence + 1` })
      .where("id", "=", 1)
      .returning(["sequence", "hash"])
      .executeTakeFirstOrThrow();
    const { sequence } = head;
    const entry = {
      sequence,
      at: options.clock.now().toISOString(),
      writer: options.owner,
      body: JSON.stringify(event),
    };
    const hash = linkHash(options.journalKey, head.hash, entry);
    await trx
      .insertInto("events")
      .values({ ...entry, ...indexed(event), hash })
      .execute();
    await trx.updateTable("chain").set({ hash }).where("id", "=", 1).execute();
    return { sequence, at: entry.at, event, hash };
  });
}

/** Whether a plan's text has a change of the role itself: its trust, its tag or a policy in it. */
function changesRole(roleArn: string): RawBuilder<SqlBool> {
  const id = `"id":${JSON.stringify(roleArn).slice(0, -1)}`.replaceAll(/[!%_]/g, "!$&");
  return sql<SqlBool>`(plans.body like ${`%${id}"%`} escape '!' or plans.body like ${`%${id}#%`} escape '!')`;
}

const pageSize = 500;

/** The row must say what its hash says, and the copied columns what its body says. */
function linkHolds(key: Uint8Array, previous: string, row: Selectable<EventTable>): boolean {
  if (!sameHash(linkHash(key, previous, row), row.hash)) return false;
  const parsed = eventSchema.safeParse(JSON.parse(row.body));
  if (!parsed.success) return false;
  return Object.entries(indexed(parsed.data)).every(([column, value]) => {
    return row[column as keyof ReturnType<typeof indexed>] === value;
  });
}

async function firstBrokenLink({ db, journalKey }: EventsOptions): Promise<number | null> {
  const head = await db.selectFrom("chain").selectAll().where("id", "=", 1).executeTakeFirst();
  let previous = "";
  let position = 0;
  for (;;) {
    const rows = await db
      .selectFrom("events")
      .selectAll()
      .where("sequence", ">", position)
      .orderBy("sequence")
      .limit(pageSize)
      .execute();
    for (const row of rows) {
      if (row.sequence !== position + 1 || !linkHolds(journalKey, previous, row)) return position + 1;
      previous = row.hash;
      position = row.sequence;
    }
    if (rows.length < pageSize) break;
  }
  // The end of the chain is kept apart, so that entries cut off its end are missed as well.
  if (head === undefined || head.sequence > position) return position + 1;
  return null;
}

/** The last of these says whether a run has ended. */
const lifecycle = ["run-started", "run-resumed", "run-finished", "run-stopped"];

/** The last word on each condition counts. */
function standing(entries: readonly JournalEntry[]): readonly AcceptedCondition[] {
  const known = new Map<string, AcceptedCondition>();
  for (const { event, at } of entries) {
    if (event.type !== "accepted" && event.type !== "acceptance-withdrawn") continue;
    const { accountId, roleArn, condition, by } = event;
    const key = JSON.stringify([accountId, roleArn, condition]);
    if (event.type === "accepted") known.set(key, { accountId, roleArn, condition, by, at });
    else known.delete(key);
  }
  return [...known.values()];
}

/** The last word on each counts here as well. */
function adoptions(integration: string, entries: readonly JournalEntry[]): readonly AdoptedDrift[] {
  const known = new Map<string, AdoptedDrift>();
  for (const { event, at } of entries) {
    if (event.type !== "adopted" && event.type !== "adoption-withdrawn") continue;
    if (event.integration !== integration) continue;
    const { resource: fingerprint, by } = event;
    if (event.type === "adopted") known.set(fingerprint, { fingerprint, by, at });
    else known.delete(fingerprint);
  }
  return [...known.values()];
}

export function createEvents(options: EventsOptions): JournalPort {
  const { db } = options;
  return {
    append: (event) => guarded(() => append(options, event)),
    eventsOfRun: (runId, { after } = { after: 0 }) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("events")
          .selectAll()
          .where("run_id", "=", runId)
          .where("sequence", ">", after)
          .orderBy("sequence")
          .execute();
        return rows.map(toEntry);
      }),
    unfinishedRuns: () =>
      guarded(async () => {
        const rows = await db
          .selectFrom("events")
          .select(["run_id", "type"])
          .where("sequence", "in", (eb) =>
            eb
              .selectFrom("events")
              .select(({ fn }) => fn.max("sequence").as("last"))
              .where("type", "in", lifecycle)
              .groupBy("run_id"),
          )
          .where("type", "in", ["run-started", "run-resumed"])
          .orderBy("sequence")
          .execute();
        return rows.flatMap((row) => row.run_id ?? []);
      }),
    runs: ({ integration, accountId, limit, before, roleArn }) =>
      guarded(async () => {
        let query = db
          .selectFrom("events")
          .leftJoin("plans", "plans.id", "events.plan_id")
          .select("events.run_id")
          .where("events.type", "=", "run-started");
        if (integration !== undefined) query = query.where("plans.integration", "=", integration);
        if (accountId !== undefined) {
          query = query.where((eb) =>
            eb.or([eb("plans.account_id", "=", accountId), eb("plans.id", "is", null)]),
          );
        }
        if (before !== undefined) {
          query = query.where("events.sequence", "<", (eb) =>
            eb
              .selectFrom("events as begun")
              .select(({ fn }) => fn.min("begun.sequence").as("first"))
              .where("begun.run_id", "=", before)
              .where("begun.type", "=", "run-started"),
          );
        }
        if (roleArn !== undefined) query = query.where(changesRole(roleArn));
        if (limit !== undefined) query = query.limit(limit);
        const rows = await query.orderBy("events.sequence", "desc").execute();
        return rows.flatMap((row) => row.run_id ?? []);
      }),
    lastPosition: (accountId) =>
      guarded(async () => {
        const ofAccount = db
          .selectFrom("events")
          .innerJoin("plans", "plans.id", "events.plan_id")
          .select("events.run_id")
          .where("events.type", "=", "run-started")
          .where("plans.account_id", "=", accountId);
        const row = await db
          .selectFrom("events")
          .select(({ fn }) => fn.max("sequence").as("last"))
          .where("run_id", "in", ofAccount)
          .executeTakeFirst();
        return row?.last ?? 0;
      }),
    lastMoves: () =>
      guarded(async () =>
        db
          .selectFrom("events as move")
          .innerJoin("events as begun", "begun.run_id", "move.run_id")
          .innerJoin("plans", "plans.id", "begun.plan_id")
          .select(({ fn }) => ["plans.integration", fn.max("move.at").as("at")])
          .where("begun.type", "=", "run-started")
          .where("move.type", "in", lifecycle)
          .groupBy("plans.integration")
          .orderBy("plans.integration")
          .execute(),
      ),
    enrollments: () =>
      guarded(async () =>
        db
          .selectFrom("events")
          .innerJoin("plans", "plans.id", "events.plan_id")
          .select(["plans.integration", "plans.account_id as accountId"])
          .distinct()
          .where("events.type", "=", "run-started")
          .orderBy("plans.integration")
          .orderBy("plans.account_id")
          .execute(),
      ),
    runOfPlan: (planId) =>
      guarded(async () => {
        const row = await db
          .selectFrom("events")
          .select("run_id")
          .where("type", "=", "run-started")
          .where("plan_id", "=", planId)
          .orderBy("sequence")
          .executeTakeFirst();
        return row?.run_id ?? null;
      }),
    runThatUndoes: (runId) =>
      guarded(async () => {
        const row = await db
          .selectFrom("events")
          .innerJoin("plans", "plans.id", "events.plan_id")
          .select("events.run_id")
          .where("events.type", "=", "run-started")
          .where("plans.undoes", "=", runId)
          .orderBy("events.sequence", "desc")
          .executeTakeFirst();
        return row?.run_id ?? null;
      }),
    accepted: (accountId) =>
      guarded(async () => {
        let query = db
          .selectFrom("events")
          .selectAll()
          .where("type", "in", ["accepted", "acceptance-withdrawn"]);
        if (accountId !== undefined) query = query.where("account_id", "=", accountId);
        return standing((await query.orderBy("sequence").execute()).map(toEntry));
      }),
    adopted: (integration) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("events")
          .selectAll()
          .where("type", "in", ["adopted", "adoption-withdrawn"])
          .orderBy("sequence")
          .execute();
        return adoptions(integration, rows.map(toEntry));
      }),
    firstBrokenLink: () => guarded(() => firstBrokenLink(options)),
  };
}
