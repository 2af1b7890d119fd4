import { expect, test, vi } from "vitest";
import { AppError, type Problem } from "#lib/domain/errors.ts";

const problem: Problem = { code: "not-found", what: "Nothing.", why: "", remedy: "" };

test("an error of another copy of the class is one too, as it is when two bundles of the app meet", async () => {
  vi.resetModules();
  const other = await import("#lib/domain/errors.ts");
  expect(other.AppError).not.toBe(AppError);
  expect(new other.AppError(problem)).toBeInstanceOf(AppError);
});

test.each([new Error("not-found: Nothing."), { problem }, null, undefined, "text"])(
  "%j is none",
  (value: unknown) => {
    expect(value instanceof AppError).toBe(false);
  },
);
