import { describe, expect, it } from "vitest";
import {
  addLaunch,
  launchedAtMs,
  nothingKept,
  pageOf,
  readKept,
  setPage,
  togglePin,
} from "#lib/domain/portal/kept.ts";
import { sectionsOf, usualOrder } from "#lib/domain/portal/sections.ts";
import { company } from "./portal-fixture.ts";

const [billing, developer, auditor] = company.map(({ key }) => key);
const keys = { billing: billing ?? "", developer: developer ?? "", auditor: auditor ?? "" };

describe("pins", () => {
  it("keep the order in which they were made, and go by the same button", () => {
    const two = togglePin(togglePin(nothingKept, "b"), "a");
    expect(two.pins).toEqual(["b", "a"]);
    expect(togglePin(two, "b").pins).toEqual(["a"]);
  });

  it("survive that the role goes away and comes back", () => {
    const kept = togglePin(togglePin(nothingKept, keys.auditor), keys.billing);
    const without = company.filter(({ key }) => key !== keys.auditor);
    expect(sectionsOf(without, kept).pinned.map(({ key }) => key)).toEqual([keys.billing]);
    expect(sectionsOf(company, kept).pinned.map(({ key }) => key)).toEqual([keys.auditor, keys.billing]);
  });
});

describe("recents", () => {
  it("are the last launches, newest first, without pins and without what is gone", () => {
    const launched = [keys.billing, keys.auditor, "gone", keys.developer, keys.billing].reduce(
      (kept, key, at) => addLaunch(kept, key, at),
      togglePin(nothingKept, keys.developer),
    );
    const { pinned, recent } = sectionsOf(company, launched);
    expect(recent.map(({ key }) => key)).toEqual([keys.billing, keys.auditor]);
    expect(pinned.map(({ key }) => key)).toEqual([keys.developer]);
    expect(launchedAtMs(launched, keys.billing)).toBe(4);
  });

  it("lead the order that searches keep, each role once", () => {
    const kept = addLaunch(togglePin(nothingKept, keys.auditor), keys.developer, 1);
    const order = usualOrder(sectionsOf(company, kept));
    expect(order.slice(0, 2).map(({ key }) => key)).toEqual([keys.auditor, keys.developer]);
    expect(order).toHaveLength(company.length);
  });
});

it("keeps where the second link of a role leads, until it is removed", () => {
  const page = { service: "ec2", region: "eu-west-1" };
  const kept = setPage(nothingKept, keys.billing, page);
  expect(pageOf(kept, keys.billing)).toEqual(page);
  expect(pageOf(setPage(kept, keys.billing, null), keys.billing)).toBeNull();
});

describe("what the browser gives back", () => {
  it("is what was kept", () => {
    const kept = setPage(addLaunch(togglePin(nothingKept, "a"), "b", 5), "a", {
      service: "s3",
      region: "us-east-1",
    });
    expect(readKept(JSON.stringify(kept))).toEqual(kept);
  });

  it.each([
    ["nothing", null],
    ["no JSON", "{pins"],
    ["other JSON", '["a"]'],
    ["parts of wrong kinds", '{"pins":7,"launches":{"a":1},"pages":[1]}'],
    [
      "wrong entries",
      '{"pins":[1,null],"launches":[{"key":"a"},{"key":2,"atMs":1},null],"pages":{"a":{"service":"ec2/../..","region":"x"}}}',
    ],
  ])("counts as nothing when it is %s", (_what, text) => {
    expect(readKept(text)).toEqual(nothingKept);
  });

  it("has each pin once", () => {
    expect(readKept('{"pins":["a","a","b"]}').pins).toEqual(["a", "b"]);
  });
});
