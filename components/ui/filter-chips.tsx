"use client";

import { clsx } from "clsx";

interface FilterChipsProps<T extends string> {
  /** What is filtered, for screen readers: "Show only". */
  label: string;
  options: readonly { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
}

/** One of several views of the same list; each says how many it holds. */
export function FilterChips<T extends string>({ label, options, value, onChange }: FilterChipsProps<T>) {
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-2">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={clsx(
            "rounded-[7px] border bg-card px-2.5 py-1 text-sm whitespace-nowrap",
            option.value === value ? "border-accent font-medium text-accent" : "border-line hover:bg-soft",
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
