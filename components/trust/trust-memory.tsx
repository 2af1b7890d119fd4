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

/** A list of roles as somebody types it, and the kept one that it began from. */
export interface ListDraft {
  text: string;
  from: readonly string[];
}

interface Memory {
  chosen: ReadonlySet<string>;
  setChosen: (chosen: ReadonlySet<string>) => void;
  /** Roles that are chosen to be closed. */
  toClose: ReadonlySet<string>;
  setToClose: (chosen: ReadonlySet<string>) => void;
  details: ReadonlyMap<string, RememberedDetail>;
  remember: (roleArn: string, detail: RememberedDetail | null) => void;
  /** Null: nobody types one. */
  listDraft: ListDraft | null;
  setListDraft: (draft: ListDraft | null) => void;
}

const nothing: ReadonlySet<string> = new Set();
const TrustMemoryContext = createContext<Memory | null>(null);

/** Keeps what was chosen, typed (from the start, where `typed` says so) and read of each role, between the table, a plan and the page of one role. */
export function TrustMemory({ typed = null, children }: { typed?: ListDraft | null; children: ReactNode }) {
  const [chosen, setChosen] = useState(nothing);
  const [toClose, setToClose] = useState(nothing);
  const [details, setDetails] = useState<ReadonlyMap<string, RememberedDetail>>(new Map());
  const [listDraft, setListDraft] = useState(typed);
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
      listDraft,
      setListDraft,
    }),
    [chosen, toClose, details, listDraft],
  );
  return <TrustMemoryContext value={memory}>{children}</TrustMemoryContext>;
}

export function useTrustMemory(): Memory {
  const memory = useContext(TrustMemoryContext);
  if (!memory) throw new Error("TrustMemory is missing around this screen");
  return memory;
}
