"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import { callAction, type Action } from "./action-call.ts";

type Refusal = Extract<ActionResult<never>, { ok: false }>;

interface Asked<K> {
  /** Which is under way. */
  busy: K | null;
  /** Of what was asked last. */
  failure: Refusal | null;
  ask: <I, T>(which: K, action: Action<I, T>, input: I) => Promise<ActionResult<T>>;
}

/** For buttons that ask the server one thing at a time, and have the page made again when it is done. */
export function useAsked<K>(): Asked<K> {
  const router = useRouter();
  const [busy, setBusy] = useState<K | null>(null);
  const [failure, setFailure] = useState<Refusal | null>(null);

  const ask = async <I, T>(which: K, action: Action<I, T>, input: I): Promise<ActionResult<T>> => {
    setBusy(which);
    setFailure(null);
    const result = await callAction(action, input);
    setBusy(null);
    if (result.ok) router.refresh();
    else setFailure(result);
    return result;
  };

  return { busy, failure, ask };
}
