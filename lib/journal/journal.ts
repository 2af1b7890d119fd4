import type { Kysely } from "kysely";
import type {
  AccountStore,
  Clock,
  DraftStore,
  ExternalIdStore,
  JournalPort,
  LeasePort,
  PlanStore,
  RoleListStore,
} from "#lib/enrollment/ports.ts";
import { assertKeyOfChain } from "./chain-key.ts";
import { createEvents } from "./events.ts";
import { createLease } from "./lease.ts";
import { migrate } from "./migrations.ts";
import { openPostgres } from "./postgres.ts";
import type { DatabaseKind, JournalSchema } from "./schema.ts";
import { openSqlite } from "./sqlite.ts";
import { createExternalIdStore, createRoleListStore } from "./reach-stores.ts";
import { createAccountStore, createDraftStore, createPlanStore } from "./stores.ts";
import { guarded } from "./unavailable.ts";

export { claimDataDir, runningAt } from "./data-dir.ts";
export { journalKeyFrom } from "./journal-key.ts";
export { leaseDurationMs } from "./lease.ts";

export interface JournalOptions {
  dataDir: string;
  /** Key of the hash chain: see `journalKeyFrom`. */
  journalKey: Uint8Array;
  clock: Clock;
  /** Names this process in entries and leases; unique per start. */
  owner: string;
  /** PostgreSQL; without it the journal is a SQLite file in `dataDir`. */
  databaseUrl?: string;
  /**
   * The caller holds `claimDataDir`: leases in the SQLite file are those of a dead process and are dropped at once
   * instead of half a minute later. Without meaning for PostgreSQL.
   */
  onlyProcess?: boolean;
}

export interface OpenJournal {
  journal: JournalPort;
  plans: PlanStore;
  drafts: DraftStore;
  accounts: AccountStore;
  externalIds: ExternalIdStore;
  roleLists: RoleListStore;
  lease: LeasePort;
  close(): Promise<void>;
}

async function prepare(
  db: Kysely<JournalSchema>,
  kind: DatabaseKind,
  options: JournalOptions,
): Promise<void> {
  try {
    await migrate(db, kind);
    await assertKeyOfChain(db, options.journalKey);
    if (kind === "sqlite" && options.onlyProcess === true) await db.deleteFrom("leases").execute();
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** @throws AppError `journal-unavailable`, `configuration-invalid` */
export async function openJournal(options: JournalOptions): Promise<OpenJournal> {
  const kind: DatabaseKind = options.databaseUrl === undefined ? "sqlite" : "postgres";
  const db = await guarded(async () => {
    const opened =
      options.databaseUrl === undefined
        ? await openSqlite(options.dataDir)
        : await openPostgres(options.databaseUrl);
    await prepare(opened, kind, options);
    return opened;
  });
  const { journalKey, clock, owner } = options;
  return {
    journal: createEvents({ db, journalKey, clock, owner }),
    plans: createPlanStore(db),
    drafts: createDraftStore(db),
    accounts: createAccountStore(db),
    externalIds: createExternalIdStore(db),
    roleLists: createRoleListStore(db),
    lease: createLease(db, clock),
    close: () => db.destroy(),
  };
}
