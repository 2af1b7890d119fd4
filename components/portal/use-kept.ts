"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { nothingKept, type Kept } from "#lib/domain/portal/kept.ts";
import type { PortalView } from "#lib/domain/portal/view.ts";
import { browserStore, memoryStore, type KeptStore } from "./kept-store.ts";

const nothing = () => nothingKept;

export function storageKey({ cluster, user }: Pick<PortalView, "cluster" | "user">): string {
  return `aws-access:portal:${cluster.name}:${user}`;
}

interface KeptHere {
  kept: Kept;
  /** As it was when the person came to this page: rows do not jump while they are being clicked. */
  settled: Kept;
  change: KeptStore["change"];
}

/** What this browser keeps for this user; for an admin who looks at another's portal, for this page alone. */
export function useKept(view: Pick<PortalView, "cluster" | "user" | "viewAs">): KeptHere {
  const key = view.viewAs ? null : storageKey(view);
  const [store] = useState(() =>
    key === null || typeof window === "undefined" ? memoryStore() : browserStore(key),
  );
  const kept = useSyncExternalStore(store.subscribe, store.read, nothing);
  const [settledLaunches, setSettledLaunches] = useState(kept.launches);
  useEffect(() => {
    const settle = () => {
      if (document.visibilityState === "visible") setSettledLaunches(store.read().launches);
    };
    settle();
    document.addEventListener("visibilitychange", settle);
    return () => document.removeEventListener("visibilitychange", settle);
  }, [store]);
  return { kept, settled: { ...kept, launches: settledLaunches }, change: store.change };
}
