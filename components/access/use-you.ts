"use client";

import { useState, useSyncExternalStore } from "react";
import type { AccessStepView } from "#lib/domain/enrollment/views.ts";
import { withYou } from "./access-choice.ts";
import { openYouStore } from "./you-store.ts";

const nothingKept = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
const unknown = () => null;

/** Who the person is in Teleport: as Teleport says, else as they said in this browser. */
export function useYou(view: AccessStepView, cluster: string | null) {
  const [store] = useState(() =>
    openYouStore(cluster ?? "", typeof window === "undefined" ? nothingKept : window.localStorage),
  );
  const said = useSyncExternalStore(store.subscribe, store.read, unknown);
  return { view: view.you === null ? withYou(view, said) : view, say: store.say };
}
