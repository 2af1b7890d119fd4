"use client";

import { useCallback, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type { PlanOutcome, PlanView } from "#lib/domain/enrollment/views.ts";
import { callAction } from "./action-call.ts";

type Stays = readonly { what: string; why: string }[];

export type PlanState =
  | { phase: "idle" }
  | { phase: "preparing" }
  | { phase: "plan"; plan: PlanView; leftOut: readonly Problem[]; stays: Stays }
  | { phase: "nothing-to-do"; words: string; leftOut: readonly Problem[]; stays: Stays }
  | {
      phase: "refused";
      problem: Problem;
      reference: string | null;
      fieldErrors: Readonly<Record<string, string>>;
    };

/** A plan on its way: asked for, shown, refused, put away. */
export function usePlan(
  prepare: () => Promise<ActionResult<PlanOutcome>>,
  /** The button that asks for the plan, which goes away while there is one. */
  opener?: RefObject<HTMLButtonElement | null>,
) {
  const [state, setState] = useState<PlanState>({ phase: "idle" });

  const review = async (): Promise<PlanState> => {
    setState({ phase: "preparing" });
    const next = settle(await callAction(prepare, undefined));
    setState(next);
    return next;
  };
  const close = useCallback(() => setState({ phase: "idle" }), []);

  // Where the way to the plan stands again, whoever works by keyboard goes on from there.
  const giveUp = () => {
    flushSync(close);
    opener?.current?.focus();
  };

  return { state, review, close, giveUp, preparing: state.phase === "preparing" };
}

/** The step's input is one field of what is sent: its own fields are named without it. */
function ofStep(fieldErrors: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fieldErrors).map(([field, words]) => [field.replace(/^input\./, ""), words]),
  );
}

function settle(result: ActionResult<PlanOutcome>): PlanState {
  if (!result.ok) {
    const { problem, reference, fieldErrors } = result;
    return { phase: "refused", problem, reference, fieldErrors: ofStep(fieldErrors) };
  }
  const outcome = result.value;
  const { leftOut = [], stays = [] } = outcome.kind === "refused" ? {} : outcome;
  switch (outcome.kind) {
    case "plan":
      return { phase: "plan", plan: outcome.plan, leftOut, stays };
    case "nothing-to-do":
      return { phase: "nothing-to-do", words: outcome.words, leftOut, stays };
    case "refused":
      return {
        phase: "refused",
        problem: outcome.problem,
        reference: null,
        fieldErrors: outcome.fieldErrors ?? {},
      };
  }
}
