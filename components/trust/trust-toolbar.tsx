"use client";

import type { Ref } from "react";
import { groupDigits } from "#components/enrollment/number-words.ts";
import { FilterChips } from "#components/ui/filter-chips.tsx";
import type { FilterCounts } from "./role-search.ts";
import type { TrustFilter } from "./trust-query.ts";
import { TrustSearch } from "./trust-search.tsx";

export const filterNames: Readonly<Record<TrustFilter, string>> = {
  all: "All",
  "needs-change": "Needs change",
  ready: "Ready",
  "cannot-change": "Can’t change",
};

const order: readonly TrustFilter[] = ["needs-change", "ready", "cannot-change", "all"];

interface TrustToolbarProps {
  search: string;
  onSearch: (search: string) => void;
  /** The keyboard goes on to the table. */
  onLeaveSearch: () => void;
  searchRef: Ref<HTMLInputElement>;
  filter: TrustFilter;
  onFilter: (filter: TrustFilter) => void;
  counts: FilterCounts;
}

/** Stays in view while the table scrolls beneath it. */
export function TrustToolbar({
  search,
  onSearch,
  onLeaveSearch,
  searchRef,
  filter,
  onFilter,
  counts,
}: TrustToolbarProps) {
  return (
    <div className="z-10 -mx-1 flex flex-wrap items-center gap-2.5 bg-bg px-1 lg:sticky lg:top-0 lg:min-h-14 lg:flex-nowrap lg:py-2">
      <TrustSearch search={search} onSearch={onSearch} onLeave={onLeaveSearch} ref={searchRef} />
      <FilterChips
        label="Show only"
        value={filter}
        onChange={onFilter}
        options={order.map((filter) => ({
          value: filter,
          label: `${filterNames[filter]} ${groupDigits(counts[filter])}`,
        }))}
      />
    </div>
  );
}
