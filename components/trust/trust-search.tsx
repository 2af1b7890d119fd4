"use client";

import { clsx } from "clsx";
import { Search } from "lucide-react";
import type { Ref } from "react";
import { inputClasses } from "#components/ui/field.tsx";

interface TrustSearchProps {
  search: string;
  onSearch: (search: string) => void;
  /** The keyboard goes on to the table. */
  onLeave: () => void;
  ref: Ref<HTMLInputElement>;
}

export function TrustSearch({ search, onSearch, onLeave, ref }: TrustSearchProps) {
  return (
    <div className="relative min-w-0 flex-1 basis-full lg:basis-48">
      <Search
        className="pointer-events-none absolute top-2.5 left-3 size-4 text-mute max-sm:top-3"
        aria-hidden
      />
      <input
        ref={ref}
        type="search"
        aria-label="Search roles by name, path, ARN or tag"
        aria-keyshortcuts="/"
        placeholder="Search name, path, ARN or tag"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={search}
        onChange={(event) => onSearch(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "Enter") return;
          event.preventDefault();
          onLeave();
        }}
        className={clsx(inputClasses, "pl-9")}
      />
    </div>
  );
}
