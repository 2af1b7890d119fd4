import { beforeEach, describe, expect, it, vi } from "vitest";
import { nothingKept, togglePin, type Kept } from "#lib/domain/portal/kept.ts";
import { browserStore, memoryStore } from "#components/portal/kept-store.ts";

const pin = (key: string) => (kept: Kept) => togglePin(kept, key);

function storage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

beforeEach(() => {
  const listeners = new EventTarget();
  vi.stubGlobal("window", listeners);
  return () => {
    vi.unstubAllGlobals();
  };
});

function otherTabWrote(key: string): void {
  window.dispatchEvent(Object.assign(new Event("storage"), { key }));
}

describe("kept in the browser", () => {
  it("is there again for the same key, and for no other", () => {
    const shared = storage();
    browserStore("alice", shared).change(pin("a"));
    expect(browserStore("alice", shared).read().pins).toEqual(["a"]);
    expect(browserStore("bob", shared).read()).toEqual(nothingKept);
  });

  it("shows what another tab wrote, and does not write over it", () => {
    const shared = storage();
    const [here, there] = [browserStore("alice", shared), browserStore("alice", shared)];
    let heard = 0;
    const leave = here.subscribe(() => {
      heard += 1;
    });
    there.change(pin("a"));
    otherTabWrote("alice");
    expect(here.read().pins).toEqual(["a"]);
    expect(heard).toBe(1);
    leave();
    there.change(pin("b"));
    here.change(pin("c"));
    expect(browserStore("alice", shared).read().pins).toEqual(["a", "b", "c"]);
  });

  it("works for this page where the browser forbids storage", () => {
    const refuse = () => {
      throw new Error("SecurityError");
    };
    const store = browserStore("alice", { getItem: refuse, setItem: refuse });
    store.change(pin("a"));
    expect(store.read().pins).toEqual(["a"]);
  });
});

it("kept for this page alone, nothing of it is left to the next", () => {
  const store = memoryStore();
  store.change(pin("a"));
  expect(store.read().pins).toEqual(["a"]);
  expect(memoryStore().read()).toEqual(nothingKept);
});
