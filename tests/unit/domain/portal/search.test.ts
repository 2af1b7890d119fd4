import { describe, expect, it } from "vitest";
import { indexEntries, searchEntries } from "#lib/domain/portal/search.ts";
import { company } from "./portal-fixture.ts";

const index = indexEntries(company);

function found(search: string): string[] {
  return searchEntries(index, search).map(({ account, name }) => `${account.name} / ${name}`);
}

describe("a search finds a role by", () => {
  it.each([
    ["its account's name", "acme prod", ["BillingAnalyst", "Developer", "ReadOnlyAuditor"]],
    ["its account's alias", "acme-prod", ["BillingAnalyst", "Developer", "ReadOnlyAuditor"]],
    ["its account's id", "001234567890", ["Developers"]],
    ["the id as AWS's pages write it", "0012-3456-7890", ["Developers"]],
    ["the environment", "production", ["BillingAnalyst", "Developer", "ReadOnlyAuditor"]],
    ["its own name", "billing", ["BillingAnalyst"]],
    ["a part of its path", "/finance/", ["BillingAnalyst"]],
    ["letters of any language", "überprüfung", ["Developers"]],
    ["several words in any order", "read prod", ["ReadOnlyAuditor"]],
    ["a whole ARN", "arn:aws:iam::210987654321:role/Developer", ["Developer"]],
    ["an ARN with what was copied around it", ' "arn:aws:iam::210987654321:role/Developer", ', ["Developer"]],
    [
      "the ARN of its session, which hides the path",
      "arn:aws:sts::123456789012:assumed-role/ReadOnlyAuditor/alice",
      ["ReadOnlyAuditor"],
    ],
    ["the beginning of an ARN, while it is typed", "arn:aws:iam::2109", ["Admin", "Developer"]],
  ])("%s", (_by, search, names) => {
    expect(searchEntries(index, search).map(({ name }) => name)).toEqual(names);
  });
});

it("puts the closest first: the name itself before its beginnings, names before accounts", () => {
  expect(found("developer")).toEqual([
    "Acme Production / Developer",
    "Acme Development / Developer",
    "Überprüfung Süd / Developers",
  ]);
  expect(found("dev")[0]).toBe("Acme Production / Developer");
  expect(found("admin")).toEqual(["Acme Development / Admin"]);
});

it("keeps the given order among equals, and everything without a search", () => {
  const backwards = indexEntries(company.toReversed());
  expect(searchEntries(backwards, "developer").map(({ account }) => account.name)).toEqual([
    "Acme Development",
    "Acme Production",
    "Überprüfung Süd",
  ]);
  expect(searchEntries(index, "   ")).toEqual(company);
});

it("finds nothing where one word occurs nowhere", () => {
  expect(found("prod nobody")).toEqual([]);
  expect(found("arn:aws:iam::123456789012:role/Nobody")).toEqual([]);
});
