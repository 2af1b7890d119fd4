import { expect, it } from "vitest";
import { refusalIn } from "#components/enrollment/refusal-in.ts";

const refusal = {
  code: "not-allowed",
  what: "This part of the app is for admins.",
  why: "It takes the Teleport role editor.",
  remedy: "Ask for it.",
} as const;

it("is what the app says to whoever may not call the action", () => {
  expect(refusalIn(new Error(JSON.stringify(refusal)))).toEqual(refusal);
});

it.each(["Failed to fetch", "", "null", "3", "[]", "{}", '{"code":"not-allowed"}'])(
  "is nothing where something else went wrong: %j",
  (message) => {
    expect(refusalIn(new Error(message))).toBeNull();
  },
);

it("is nothing in what is no error", () => {
  expect(refusalIn(JSON.stringify(refusal))).toBeNull();
});
