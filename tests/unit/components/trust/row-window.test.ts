import { describe, expect, it } from "vitest";
import { targetIndex } from "#components/trust/row-keys.ts";
import { placeRows } from "#components/trust/place-rows.ts";
import { extractRows } from "#components/trust/extract-rows.ts";

const range = (startIndex: number, endIndex: number) => ({ startIndex, endIndex, overscan: 8, count: 5000 });

describe("rows in the page", () => {
  it("are those in view, some around them, and the one where the keyboard is", () => {
    const rows = extractRows(range(100, 115), 4000);
    expect(rows[0]).toBe(92);
    expect(rows).toContain(115);
    expect(rows.at(-1)).toBe(4000);
    expect(extractRows(range(100, 115), 3)[0]).toBe(3);
  });

  it("stand in order and once each", () => {
    for (const active of [0, 91, 92, 110, 123, 124, 4999]) {
      const rows = extractRows(range(100, 115), active);
      expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
    }
  });

  it("are never more than 60, however large the screen", () => {
    for (const active of [0, 500, 4999]) {
      expect(extractRows(range(400, 700), active).length).toBeLessThanOrEqual(60);
    }
  });

  it("leave out a row that is not there", () => {
    expect(extractRows({ startIndex: 0, endIndex: 1, overscan: 8, count: 2 }, 7)).toEqual([0, 1]);
  });
});

describe("places of the rows in the page", () => {
  const places = (...indexes: number[]) => indexes.map((index) => ({ index, start: 500 + index * 60 }));

  it("are one after the other, so that none but the first needs one", () => {
    expect(placeRows(places(10, 11, 12), 11, 500)).toEqual({ above: 600, apart: null });
    expect(placeRows(places(0, 1), 0, 500)).toEqual({ above: 0, apart: null });
  });

  it("leave the row of the keyboard where it is, if that is far from the others", () => {
    expect(placeRows(places(3, 10, 11), 3, 500)).toEqual({ above: 600, apart: { index: 3, start: 680 } });
    expect(placeRows(places(10, 11, 40), 40, 500)).toEqual({ above: 600, apart: { index: 40, start: 2900 } });
  });

  it("hold it among the others when it is next to them", () => {
    expect(placeRows(places(9, 10, 11), 9, 500)).toEqual({ above: 540, apart: null });
    expect(placeRows(places(10, 11, 12), 12, 500)).toEqual({ above: 600, apart: null });
  });

  it("are nowhere when there are none, and the only row stands first", () => {
    expect(placeRows([], 0, 500)).toEqual({ above: 0, apart: null });
    expect(placeRows(places(0), 0, 500)).toEqual({ above: 0, apart: null });
  });
});

describe("keys in the table", () => {
  it("lead to the next row, the one before, both ends and a page away", () => {
    expect(targetIndex("ArrowDown", 4, 100)).toBe(5);
    expect(targetIndex("ArrowUp", 4, 100)).toBe(3);
    expect(targetIndex("Home", 4, 100)).toBe(0);
    expect(targetIndex("End", 4, 100)).toBe(99);
    expect(targetIndex("PageDown", 4, 100)).toBe(14);
    expect(targetIndex("PageUp", 4, 100)).toBe(0);
  });

  it("stop at the ends, and other keys are not the table's", () => {
    expect(targetIndex("ArrowDown", 99, 100)).toBe(99);
    expect(targetIndex("ArrowUp", 0, 100)).toBe(0);
    expect(targetIndex("ArrowDown", 0, 0)).toBeNull();
    expect(targetIndex("a", 4, 100)).toBeNull();
  });
});
