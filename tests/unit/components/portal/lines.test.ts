import { describe, expect, it } from "vitest";
import { sectionsOf } from "#lib/domain/portal/sections.ts";
import { browseLines, countRoles, foundLines, requestLines, walkOf } from "#components/portal/lines.ts";
import { company } from "../../domain/portal/portal-fixture.ts";

const keys = company.map(({ key }) => key);
const kept = { pins: keys.slice(0, 3), launches: [{ key: keys[4] ?? "", atMs: 1 }] };

describe("the lines of a portal", () => {
  it("are pins, then recents, then every account with its roles", () => {
    const kinds = browseLines(sectionsOf(company, kept)).map((line) =>
      line.kind === "title" ? line.text : line.kind,
    );
    expect(kinds).toEqual([
      "Pinned",
      "pair",
      "pair",
      "Recent",
      "pair",
      "All accounts",
      "account",
      "role",
      "role",
      "role",
      "account",
      "role",
      "role",
      "account",
      "role",
    ]);
  });

  it("leave out sections without roles", () => {
    const lines = browseLines(sectionsOf(company, { pins: [], launches: [] }));
    expect(lines[0]).toMatchObject({ kind: "title", text: "All accounts" });
    expect(browseLines(sectionsOf([], kept))).toEqual([]);
    expect(foundLines([])).toEqual([]);
    expect(requestLines([])).toEqual([]);
  });

  it("have ids of their own, although a pinned role stands twice", () => {
    const lines = browseLines(sectionsOf(company, kept));
    const ids = walkOf(lines).map(({ slot }) => slot.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(kept.pins.length + kept.launches.length + company.length);
  });
});

it("the arrow keys pass every role in the order of the page, and know its line", () => {
  const lines = browseLines(sectionsOf(company, kept));
  for (const { slot, line } of walkOf(lines)) {
    const at = lines[line];
    expect(at?.kind === "pair" ? at.slots : at && "slot" in at ? [at.slot] : []).toContain(slot);
  }
});

it("counts two roles in a line as two", () => {
  const lines = browseLines(sectionsOf(company, kept));
  expect(countRoles(lines)).toBe(kept.pins.length + kept.launches.length + company.length);
});
