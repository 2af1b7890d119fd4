import { afterEach, beforeEach, expect, vi } from "vitest";

// A test that prints is a test with something unexpected going on: it fails instead of scrolling by.
const printed: string[] = [];

beforeEach(() => {
  printed.length = 0;
  for (const method of ["error", "warn"] as const) {
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
      printed.push(`console.${method}: ${parts.map(String).join(" ")}`);
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(printed).toEqual([]);
});
