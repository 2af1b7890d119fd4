import { describe, expect, it } from "vitest";
import {
  changeStatusLights,
  changeStatusOrder,
  changeStatusWords,
  countStatuses,
} from "#components/enrollment/run-words.ts";

describe("countStatuses", () => {
  it("counts each status that occurs, trouble first", () => {
    const changes = (["verified", "failed", "verified", "not-started"] as const).map((status) => ({
      status,
    }));
    expect(countStatuses(changes)).toEqual([
      { status: "failed", count: 1 },
      { status: "verified", count: 2 },
      { status: "not-started", count: 1 },
    ]);
  });

  it("knows every status that has words", () => {
    expect(changeStatusOrder.toSorted()).toEqual(Object.keys(changeStatusWords).toSorted());
  });
});

describe("changeStatusLights", () => {
  it("calls nothing a failure that was written", () => {
    expect([changeStatusLights.applied, changeStatusLights.unknown]).toEqual(["warn", "unknown"]);
  });
});
