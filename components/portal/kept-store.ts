import { nothingKept, readKept, type Kept } from "#lib/domain/portal/kept.ts";

export interface KeptStore {
  read(): Kept;
  change(edit: (kept: Kept) => Kept): void;
  subscribe(listener: () => void): () => void;
}

type Storage = Pick<globalThis.Storage, "getItem" | "setItem">;

/** Kept for this page alone: an admin who looks at somebody's portal leaves nothing behind. */
export function memoryStore(): KeptStore {
  let kept = nothingKept;
  const listeners = new Set<() => void>();
  return {
    read: () => kept,
    change: (edit) => {
      kept = edit(kept);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Kept in the browser under this key; what another tab changes shows here too. */
export function browserStore(key: string, storage: Storage = localStorage): KeptStore {
  const listeners = new Set<() => void>();
  let text: string | null = null;
  let kept = nothingKept;
  const look = () => {
    const found = readItem(storage, key);
    if (found === text) return;
    text = found;
    kept = readKept(found);
  };
  look();
  const onStorage = (event: StorageEvent) => {
    if (event.key !== key && event.key !== null) return;
    look();
    for (const listener of listeners) listener();
  };
  return {
    read: () => kept,
    change: (edit) => {
      // Another tab may have written since: its pins must not be lost.
      look();
      kept = edit(kept);
      text = JSON.stringify(kept);
      writeItem(storage, key, text);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      if (listeners.size === 0) window.addEventListener("storage", onStorage);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) window.removeEventListener("storage", onStorage);
      };
    },
  };
}

function readItem(storage: Storage, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    // A browser may forbid storage altogether: then nothing is kept, and everything else works.
    return null;
  }
}

function writeItem(storage: Storage, key: string, text: string): void {
  try {
    storage.setItem(key, text);
  } catch {
    // Full, or forbidden: it is kept for this page.
  }
}
