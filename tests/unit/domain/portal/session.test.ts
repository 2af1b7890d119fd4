import { describe, expect, it } from "vitest";
import { launchEstimate, severalConsolesWords, shortTeleportSession } from "#lib/domain/portal/session.ts";

const minuteMs = 60_000;
const launchedMs = 1_000 * minuteMs;

describe("a session that was opened here", () => {
  it.each([
    [0, "open, about 60 min left"],
    [17.5, "open, about 42 min left"],
    [59.5, "open, less than 1 min left"],
    [60, "session ended"],
  ])("after %d minutes: %s", (minutes, words) => {
    expect(launchEstimate(launchedMs, launchedMs + minutes * minuteMs, null)?.words).toBe(words);
  });

  it("ends with the Teleport session where that is sooner", () => {
    const endsMs = launchedMs + 20 * minuteMs;
    const estimate = (minutes: number) => launchEstimate(launchedMs, launchedMs + minutes * minuteMs, endsMs);
    expect(estimate(5)).toEqual({ state: "open", words: "open, about 15 min left" });
    expect(estimate(20)).toEqual({ state: "ended", words: "session ended" });
    expect(launchEstimate(launchedMs, launchedMs, launchedMs + 600 * minuteMs)?.words).toContain("60 min");
  });

  it("is forgotten after half a day, and unknown before a launch", () => {
    expect(launchEstimate(launchedMs, launchedMs + 13 * 60 * minuteMs, null)).toBeNull();
    expect(launchEstimate(null, launchedMs, null)).toBeNull();
  });
});

it("warns of a Teleport session too short for a launch, and only then", () => {
  const short = (minutes: number) => shortTeleportSession(launchedMs + minutes * minuteMs, launchedMs);
  expect(short(14.9)).toEqual({ leftMin: 14 });
  expect(short(-3)).toEqual({ leftMin: 0 });
  expect(short(15)).toBeNull();
  expect(shortTeleportSession(null, launchedMs)).toBeNull();
});

it("says how several consoles go together, by what AWS offers in the partition", () => {
  expect(severalConsolesWords("aws")).toContain("multi-session support");
  expect(severalConsolesWords("aws-us-gov")).toContain("another browser profile");
  expect(severalConsolesWords("aws-cn")).not.toContain("multi-session");
});
