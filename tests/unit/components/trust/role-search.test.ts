import { describe, expect, it } from "vitest";
import { countFilters, filterRows, indexRows, searchRows } from "#components/trust/role-search.ts";
import { row } from "./row.ts";

const rows = [
  row("ReadOnlyAuditor", { path: "/audit/" }),
  row("BillingAnalyst", { path: "/finance/", tag: { state: "ok", label: "true", words: "tagged" } }),
  row("terraform-network", { path: "/infra/", managedBy: "terraform" }),
  row("LogReader", { path: "/audit/", filter: "ready", selectable: false }),
  row("Gone", { filter: "cannot-change", selectable: false }),
];
const index = indexRows(rows);
const names = (search: string) => searchRows(index, search).map((each) => each.name);

describe("searching roles", () => {
  it("finds by name in any case, by path and by ARN", () => {
    expect(names("READONLY")).toEqual(["ReadOnlyAuditor"]);
    expect(names("/audit/")).toEqual(["ReadOnlyAuditor", "LogReader"]);
    expect(names("arn:aws:iam::001234567890:role/finance/BillingAnalyst")).toEqual(["BillingAnalyst"]);
  });

  it("finds by what the tag says and by who manages the role", () => {
    expect(names("tag true")).toEqual(["BillingAnalyst"]);
    expect(names("terraform managed")).toEqual(["terraform-network"]);
  });

  it("wants every word, in any order", () => {
    expect(names("reader audit")).toEqual(["LogReader"]);
    expect(names("reader finance")).toEqual([]);
  });

  it("shows all where nothing is sought", () => {
    expect(names("  ")).toHaveLength(rows.length);
  });
});

describe("filtering roles", () => {
  it("counts each filter among the rows given", () => {
    expect(countFilters(rows)).toEqual({ all: 5, "needs-change": 3, ready: 1, "cannot-change": 1 });
    expect(countFilters(searchRows(index, "/audit/"))).toEqual({
      all: 2,
      "needs-change": 1,
      ready: 1,
      "cannot-change": 0,
    });
  });

  it("keeps the rows of the filter, and all of them for all", () => {
    expect(filterRows(rows, "ready").map((each) => each.name)).toEqual(["LogReader"]);
    expect(filterRows(rows, "all")).toBe(rows);
  });
});
