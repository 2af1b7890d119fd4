import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import type { QueryChange } from "#components/ui/address.ts";

export type TrustFilter = "all" | TrustRowView["filter"];

/** What the address says of the table besides the search: filter and open role can be shared and survive a reload. */
export interface TrustQuery {
  /** Null: nobody has chosen one. */
  filter: TrustFilter | null;
  /** ARN of the open role. */
  role: string | null;
  /** Roles are chosen to be closed. */
  taking: boolean;
}

const filters: readonly TrustFilter[] = ["all", "needs-change", "ready", "cannot-change"];

export function parseTrustQuery(params: Pick<URLSearchParams, "get">): TrustQuery {
  const show = params.get("show");
  return {
    filter: filters.find((filter) => filter === show) ?? null,
    role: params.get("role") || null,
    taking: params.get("take") === "away",
  };
}

/** The same, as it stands in the address. */
export function addressOf({ filter, role }: Partial<Omit<TrustQuery, "taking">>): QueryChange {
  return { show: filter, role };
}
