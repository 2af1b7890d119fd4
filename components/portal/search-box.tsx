"use client";

import { Search } from "lucide-react";
import type { KeyboardEvent, Ref } from "react";

interface SearchBoxProps {
  ref: Ref<HTMLInputElement>;
  initial: string;
  onSearch: (text: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** Uncontrolled: what is typed before the page's script has come stays. */
export function SearchBox({ ref, initial, onSearch, onKeyDown }: SearchBoxProps) {
  return (
    <search className="flex min-h-13 items-center gap-3 rounded-xl border-[1.5px] border-accent bg-card px-4 focus-within:shadow-[0_0_0_4px_color-mix(in_srgb,var(--accent)_16%,transparent)]">
      <Search className="size-4.5 shrink-0 text-mute" aria-hidden />
      <input
        ref={ref}
        type="search"
        name="search"
        aria-label="Search account, role or ARN"
        aria-keyshortcuts="Control+K"
        placeholder="Account, role or ARN"
        defaultValue={initial}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field is what the page is for, and nothing stands before it
        autoFocus
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        onInput={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        className="min-w-0 flex-1 bg-transparent py-3 text-lg outline-none placeholder:text-mute [&::-webkit-search-cancel-button]:opacity-60"
      />
      <span className="hidden items-center gap-1.5 text-sm text-mute sm:flex" aria-hidden>
        <Key>↑↓</Key>
        <Key>Enter</Key>
        <span className="ml-1">opens the console</span>
      </span>
    </search>
  );
}

function Key({ children }: { children: string }) {
  return (
    <kbd className="rounded-[5px] border border-b-2 border-line bg-card px-1.5 font-sans text-sm text-mute">
      {children}
    </kbd>
  );
}
