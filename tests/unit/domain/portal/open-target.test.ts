import { expect, it } from "vitest";
import { openPath } from "#lib/domain/portal/links.ts";
import { openTarget } from "#lib/domain/portal/open-target.ts";
import { company } from "./portal-fixture.ts";

const target = (account: string, role: string) => openTarget(company, account, role);

it("finds each role by the link that the portal makes for it", () => {
  for (const entry of company) {
    const [account = "", role = ""] = openPath(entry).split("/").slice(2).map(decodeURIComponent);
    expect(target(account, role)).toEqual({ kind: "one", entry, exact: true });
  }
});

it("takes the account by name or alias, and letters of either case", () => {
  for (const account of ["Acme Production", "acme-prod", "ACME-PROD"]) {
    expect(target(account, "developer")).toMatchObject({ kind: "one", exact: true });
  }
});

it("prefers the whole name to names that contain it", () => {
  expect(target("001234567890", "Developers")).toMatchObject({ kind: "one", exact: true });
  expect(target("acme", "developer")).toMatchObject({ kind: "several" });
});

it("never counts a part of a name as exact, so that it is not launched without a click", () => {
  expect(target("acme-prod", "audit")).toMatchObject({ kind: "one", exact: false });
});

it("names nothing where nothing matches, or a part is missing", () => {
  for (const [account, role] of [
    ["acme-prod", "Nobody"],
    ["999999999999", "Developer"],
    ["", "Developer"],
    ["acme", " "],
  ] as const) {
    expect(target(account, role)).toEqual({ kind: "none" });
  }
});
