import { describe, expect, it } from "vitest";
import { exactWords, relativeWords } from "#components/ui/time-words.ts";

const now = Date.parse("2026-11-22T14:02:07Z");
const ago = (seconds: number) => relativeWords(now - seconds * 1000, now);

describe("relativeWords", () => {
  it.each([
    [0, "0 s ago"],
    [12.9, "12 s ago"],
    [59, "59 s ago"],
    [60, "1 min ago"],
    [3599, "59 min ago"],
    [3600, "1 h ago"],
    [47 * 3600, "47 h ago"],
    [48 * 3600, "2 days ago"],
  ])("says of %d seconds before now: %s", (seconds, words) => {
    expect(ago(seconds)).toBe(words);
  });

  it("says how long it is until a time that comes", () => {
    expect(ago(-58 * 60)).toBe("in 58 min");
  });

  it("takes a server clock that is a few seconds ahead for now", () => {
    expect(ago(-4)).toBe("0 s ago");
  });
});

describe("exactWords", () => {
  it("names date, time and zone the same on every machine", () => {
    expect(exactWords("2026-11-22T14:02:07.123Z")).toBe("2026-11-22 14:02:07 UTC");
  });
});
