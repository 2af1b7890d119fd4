import type { TrustRowView } from "#lib/domain/enrollment/views.ts";

export type TrustFilter = "all" | TrustRowView["filter"];

/** What the address says of the table: search, filter and open role can be shared and survive a reload. */
export interface TrustQuery {
  search: string;
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
    search: params.get("q") ?? "",
    filter: filters.find((filter) => filter === show) ?? null,
    role: params.get("role") || null,
    taking: params.get("take") === "away",
  };
}

/** The query string with the changed parts in it, and everything else of it as it was. */
export function changedQueryString(current: string, change: Partial<Omit<TrustQuery, "taking">>): string {
  const params = new URLSearchParams(current);
  const put = (name: string, value: string | null | undefined) => {
    if (value === undefined) return;
    if (value) params.set(name, value);
    else params.delete(name);
  };
  put("q", change.search);
  put("show", change.filter);
  put("role", change.role);
  const text = params.toString();
  return text ? `?${text}` : "";
}
