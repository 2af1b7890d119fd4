import { ownPath } from "#lib/domain/text/own-path.ts";

type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem">;

const key = "aws-access:after-sign-in";
/** As long as a sign-in link works: what somebody wanted yesterday is not what they want now. */
const keptMs = 10 * 60_000;

/**
 * Keeps where somebody wanted to go. The link that signs them in is another address, often in another tab: nothing of
 * this page reaches it but what the browser stores.
 */
export function keepWayBack(wanted: string | null, nowMs: number, storage: Storage = localStorage): void {
  const path = ownPath(wanted ?? "");
  if (path === null) return;
  try {
    storage.setItem(key, JSON.stringify({ path, atMs: nowMs }));
  } catch {
    // Storage is full or forbidden: the sign-in leads to where it leads everybody.
  }
}

/** Where somebody wanted to go, once; null: nowhere in particular. Judged again: anybody may have written there. */
export function takeWayBack(nowMs: number, storage: Storage = localStorage): string | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? "null");
    storage.removeItem(key);
    if (typeof kept !== "object" || kept === null || !("path" in kept) || !("atMs" in kept)) return null;
    const { path, atMs } = kept;
    const isFresh = typeof atMs === "number" && nowMs - atMs < keptMs;
    return typeof path === "string" && isFresh ? ownPath(path) : null;
  } catch {
    // Storage is forbidden, or holds what is not ours.
    return null;
  }
}
