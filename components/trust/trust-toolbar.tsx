"use client";

import { clsx } from "clsx";
import { Search } from "lucide-react";
import type { KeyboardEvent, Ref } from "react";
import { groupDigits } from "#components/enrollment/number-words.ts";
import { FilterChips } from "#components/ui/filter-chips.tsx";
import { inputClasses } from "#components/ui/field.tsx";
import type { FilterCounts } from "./role-search.ts";
import type { TrustFilter } from "./trust-query.ts";

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
  onSearchKey: (event: KeyboardEvent<HTMLInputElement>) => void;
  searchRef: Ref<HTMLInputElement>;
  filter: TrustFilter;
  onFilter: (filter: TrustFilter) => void;
  counts: FilterCounts;
}

/** Stays in view while the table scrolls beneath it. */
export function TrustToolbar({
  search,
  onSearch,
  onSearchKey,
  searchRef,
  filter,
  onFilter,
  counts,
}: TrustToolbarProps) {
  return (
    <div className="z-10 -mx-1 flex flex-wrap items-center gap-2.5 bg-bg px-1 lg:sticky lg:top-0 lg:min-h-14 lg:flex-nowrap lg:py-2">
      <div className="relative min-w-0 flex-1 basis-full lg:basis-48">
        <Search
          className="pointer-events-none absolute top-2.5 left-3 size-4 text-mute max-sm:top-3"
          aria-hidden
        />
        <input
          ref={searchRef}
          type="search"
          aria-label="Search roles by name, path, ARN or tag"
          aria-keyshortcuts="/"
          placeholder="Search name, path, ARN or tag"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={onSearchKey}
          className={clsx(inputClasses, "pl-9")}
        />
      </div>
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
