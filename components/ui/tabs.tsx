"use client";

import { clsx } from "clsx";
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

export interface Tab {
  id: string;
  label: string;
  content: ReactNode;
}

interface TabsProps {
  /** What the tabs are tabs of, for screen readers. */
  label: string;
  tabs: readonly Tab[];
  /** Controlled: which one is open. */
  value?: string;
  onChange?: (id: string) => void;
  /** Uncontrolled: which one is open at the beginning. */
  first?: string;
}

/** Arrow keys move and open, Home and End jump; only the open panel is in the page. */
export function Tabs({ label, tabs, value, onChange, first }: TabsProps) {
  const base = useId();
  const [own, setOwn] = useState(first ?? tabs[0]?.id);
  const buttons = useRef(new Map<string, HTMLButtonElement>());
  const wanted = value ?? own;
  const open = tabs.find((tab) => tab.id === wanted) ?? tabs[0];
  if (!open) return null;

  const choose = (id: string) => {
    setOwn(id);
    onChange?.(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.indexOf(open);
    const to: Record<string, number> = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at - 1 + tabs.length) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const next = tabs[to[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    choose(next.id);
    buttons.current.get(next.id)?.focus();
  };

  return (
    <div className="min-w-0">
      <div role="tablist" aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-${tab.id}`}
            aria-selected={tab === open}
            aria-controls={tab === open ? `${base}-panel` : undefined}
            tabIndex={tab === open ? 0 : -1}
            ref={(element) => {
              if (element) buttons.current.set(tab.id, element);
              else buttons.current.delete(tab.id);
            }}
            onClick={() => choose(tab.id)}
            onKeyDown={onKeyDown}
            className={clsx(
              "-mb-px shrink-0 border-b-2 px-2.5 py-1.5 whitespace-nowrap focus-visible:-outline-offset-2",
              tab === open
                ? "border-accent font-medium text-ink"
                : "border-transparent text-mute hover:text-ink",
            )}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${open.id}`} className="pt-3.5">
        {open.content}
      </div>
    </div>
  );
}
