/* Tables of the journal. JSON is text and times are ISO 8601 text, so that both databases hold the same. */

export interface EventTable {
  sequence: number;
  at: string;
  /** Who wrote it: the owner that the journal was opened with. */
  writer: string;
  type: string;
  run_id: string | null;
  plan_id: string | null;
  account_id: string | null;
  body: string;
  hash: string;
}

/** One row: the end of the chain. Updating it takes the write lock on either database. */
export interface ChainTable {
  id: number;
  sequence: number;
  hash: string;
}

/** One row: by which key the chain is made, without the key. */
export interface ChainKeyTable {
  id: number;
  fingerprint: string;
}

export interface PlanTable {
  id: string;
  integration: string;
  account_id: string;
  undoes: string | null;
  created_at: string;
  body: string;
}

export interface DraftTable {
  integration: string;
  created_at: string;
  body: string;
}

export interface AccountTable {
  account_id: string;
  body: string;
}

/** One external id per account, for good: the roles there ask for it. */
export interface ExternalIdTable {
  account_id: string;
  external_id: string;
}

/** ARNs that an admin named, for an account whose roles can't be listed. */
export interface RoleListTable {
  integration: string;
  body: string;
}

export interface LeaseTable {
  account_id: string;
  owner: string;
  expires_at: string;
}

export interface JournalSchema {
  events: EventTable;
  chain: ChainTable;
  chain_key: ChainKeyTable;
  plans: PlanTable;
  drafts: DraftTable;
  accounts: AccountTable;
  external_ids: ExternalIdTable;
  role_lists: RoleListTable;
  leases: LeaseTable;
}

export type DatabaseKind = "sqlite" | "postgres";
