/** Which Teleport user somebody says to be: kept in this browser, for this cluster. No right follows from it. */
export interface YouStore {
  read(): string | null;
  say(name: string | null): void;
  subscribe(listener: () => void): () => void;
}

type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem">;

export function openYouStore(cluster: string, storage: Storage): YouStore {
  const key = `aws-access:you:${cluster}`;
  const listeners = new Set<() => void>();
  let said = tried(() => storage.getItem(key));
  return {
    read: () => said,
    say(name) {
      said = name;
      tried(() => (name === null ? storage.removeItem(key) : storage.setItem(key, name)));
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A browser may forbid storage altogether: then it is known for this page. */
function tried<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}
