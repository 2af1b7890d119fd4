"use client";

import { createContext, use, useMemo, type ReactNode } from "react";
import type { Problem } from "#lib/domain/errors.ts";
import { ProblemNote } from "./problem-note.tsx";

const nothing: ReadonlySet<string> = new Set();
const ToldAboveContext = createContext(nothing);

/** Around a page whose header tells these already. */
export function ToldAbove({ problems, children }: { problems: readonly Problem[]; children: ReactNode }) {
  const told = useMemo(() => new Set(problems.map(({ what }) => what)), [problems]);
  return <ToldAboveContext value={told}>{children}</ToldAboveContext>;
}

/** Each once, and none that the header tells: the same words twice read like two failures. */
export function UntoldProblems({
  problems,
  toldBy = [],
}: {
  problems: readonly Problem[];
  /** What stands elsewhere on the page. */
  toldBy?: readonly Problem[] | undefined;
}) {
  const above = use(ToldAboveContext);
  const told = new Set([...above, ...toldBy.map(({ what }) => what)]);
  const untold = problems.filter(
    ({ what }, at) => !told.has(what) && problems.findIndex((other) => other.what === what) === at,
  );
  return untold.map((problem) => <ProblemNote key={problem.what} problem={problem} />);
}
