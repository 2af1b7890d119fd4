import { describe, expect, it } from "vitest";
import { targetIndex } from "#components/trust/row-keys.ts";
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
