"use client";

import { clsx } from "clsx";
import { Search } from "lucide-react";
import { inputClasses } from "#components/ui/field.tsx";

/** Narrows a list that stands below it. */
export function SearchField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <div className="relative min-w-0 flex-1 basis-60">
      <Search
        className="pointer-events-none absolute top-2.5 left-3 size-4 text-mute max-sm:top-3"
        aria-hidden
      />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={clsx(inputClasses, "pl-9")}
      />
    </div>
  );
}
