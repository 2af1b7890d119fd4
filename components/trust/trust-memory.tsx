"use client";

import { createContext, useContext, useMemo, useState, type ReactNode } from "react";
import type { Problem } from "#lib/domain/errors.ts";
import type { RoleDetailView } from "#lib/domain/enrollment/views.ts";

export type DetailAnswer =
  | { ok: true; detail: RoleDetailView }
  | { ok: false; problem: Problem; reference: string | null };

interface RememberedDetail {
  /** Of which reading it speaks. */
  readAt: string;
  answer: DetailAnswer;
}

interface Memory {
  chosen: ReadonlySet<string>;
  setChosen: (chosen: ReadonlySet<string>) => void;
  /** Roles that are chosen to be closed. */
  toClose: ReadonlySet<string>;
  setToClose: (chosen: ReadonlySet<string>) => void;
  details: ReadonlyMap<string, RememberedDetail>;
  remember: (roleArn: string, detail: RememberedDetail | null) => void;
}

const nothing: ReadonlySet<string> = new Set();
const TrustMemoryContext = createContext<Memory | null>(null);

/** Keeps the chosen roles and what was read of each, between the table and the page of one role. */
export function TrustMemory({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState(nothing);
  const [toClose, setToClose] = useState(nothing);
  const [details, setDetails] = useState<ReadonlyMap<string, RememberedDetail>>(new Map());
  const memory = useMemo<Memory>(
    () => ({
      chosen,
      setChosen,
      toClose,
      setToClose,
      details,
      remember: (roleArn, detail) =>
        setDetails((known) => {
          const next = new Map(known);
          if (detail) next.set(roleArn, detail);
          else next.delete(roleArn);
          return next;
        }),
    }),
    [chosen, toClose, details],
  );
  return <TrustMemoryContext value={memory}>{children}</TrustMemoryContext>;
}

export function useTrustMemory(): Memory {
  const memory = useContext(TrustMemoryContext);
  if (!memory) throw new Error("TrustMemory is missing around this screen");
  return memory;
}
