import { expect, test } from "vitest";
import { openYouStore } from "#components/access/you-store.ts";
import { noChoice, peopleInOrder, withPerson, withYou } from "#components/access/access-choice.ts";
import type { AccessStepView } from "#lib/domain/enrollment/views.ts";

function storage(kept: Record<string, string> = {}) {
  return {
    kept,
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => void (kept[key] = value),
    removeItem: (key: string) => void delete kept[key],
  };
}

test("who somebody says to be is kept for one cluster, and taken back", () => {
  const here = storage();
  openYouStore("a", here).say("alice");
  expect([openYouStore("a", here).read(), openYouStore("b", here).read()]).toEqual(["alice", null]);
  openYouStore("a", here).say(null);
  expect(here.kept).toEqual({});
});

test("where the browser forbids to keep anything it is known for this page, and listeners hear of it", () => {
  const forbid = () => {
    throw new Error("SecurityError");
  };
  const store = openYouStore("a", { getItem: forbid, setItem: forbid, removeItem: forbid });
  const heard: (string | null)[] = [];
  const stop = store.subscribe(() => heard.push(store.read()));
  store.say("alice");
  stop();
  store.say("bob");
  expect([heard, store.read()]).toEqual([["alice"], "bob"]);
});

const user = (name: string) => ({ name, kind: "local" as const, isYou: false, reaches: [], note: null });
const view: AccessStepView = {
  roles: [],
  users: [user("alice"), user("bob")],
  ssoTemplate: { yaml: "", fileName: "", words: "" },
  you: null,
  problem: null,
};

test("the user that somebody says to be is marked and stands first; nobody is chosen by it", () => {
  const mine = withYou(view, "bob");
  expect(mine.you).toBe("bob");
  expect(peopleInOrder(mine.users).map(({ name, isYou }) => [name, isYou])).toEqual([
    ["bob", true],
    ["alice", false],
  ]);
  expect(withPerson(noChoice, "bob", null).people.size).toBe(0);
});

test("a name that is no user of the cluster marks nobody", () => {
  expect(withYou(view, "mallory")).toMatchObject({ you: null, users: [{ isYou: false }, { isYou: false }] });
});
