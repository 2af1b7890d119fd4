import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineHeights, lineWindow, mostRoles } from "#components/portal/line-window.ts";
import { countRoles, foundLines, type Line } from "#components/portal/lines.ts";
import { entries } from "../../domain/portal/portal-fixture.ts";

const many = foundLines(
  entries([{ accountId: "123456789012", name: "Acme" }], {
    "123456789012": Array.from({ length: 2000 }, (_, number) => `/role-${number}`),
  }),
);
const heightOf = (line: Line) => (line.kind === "title" ? 40 : 60);
const heights = { of: heightOf };
const totalHeight = many.reduce((sum, line) => sum + heightOf(line), 0);

describe("the window on a long list", () => {
  it("holds every line in view, wherever the page is scrolled to, and never too many", () => {
    const viewTop = fc.integer({ min: -500, max: totalHeight + 500 });
    fc.assert(
      fc.property(viewTop, fc.integer({ min: 300, max: 2400 }), (top, height) => {
        const { from, to, above, below } = lineWindow(many, heights, top, height);
        const shown = many.slice(from, to);
        expect(countRoles(shown)).toBeLessThanOrEqual(mostRoles);
        const shownHeight = shown.reduce((sum, line) => sum + heightOf(line), 0);
        expect(above + shownHeight + below).toBe(totalHeight);
        expect(above).toBeLessThanOrEqual(Math.max(0, top));
        expect(above + shownHeight).toBeGreaterThanOrEqual(Math.min(totalHeight, top + height));
      }),
    );
  });

  it("holds a short list whole", () => {
    const few = many.slice(0, 5);
    expect(lineWindow(few, heights, 0, 900)).toEqual({ from: 0, to: 5, above: 0, below: 0 });
    expect(lineWindow([], heights, 0, 900)).toEqual({ from: 0, to: 0, above: 0, below: 0 });
  });
});

it("takes an unseen line to be as high as those of its kind are on the average", () => {
  const [, one, other, unseen] = many;
  const known = new LineHeights();
  if (!one || !other || !unseen) throw new Error("the list is too short");
  expect(known.learn(one, 100)).toBe(true);
  expect(known.learn(other, 110)).toBe(true);
  expect(known.learn(other, 110)).toBe(false);
  expect(known.of(one)).toBe(100);
  expect(known.of(unseen)).toBe(105);
  known.learn(one, 120);
  expect(known.of(unseen)).toBe(115);
});

it("learns nothing that moves a line from one that is as high as the others of its kind", () => {
  const [, one, other, third] = many;
  const known = new LineHeights();
  if (!one || !other || !third) throw new Error("the list is too short");
  known.learn(one, 57.7);
  expect(known.learn(other, 57.7)).toBe(false);
  expect(known.learn(third, 77.5)).toBe(true);
});
