import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepIdentityFile } from "#lib/sandbox/teleport/identity/renewal.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "renewal-"));
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(dir, { recursive: true });
});

test("the file is there at once, new every twenty minutes, and left alone after the end", async () => {
  const path = join(dir, "identity");
  let count = 0;
  const end = await keepIdentityFile(path, async () => `identity ${(count += 1)}`);
  expect(readFileSync(path, "utf8")).toBe("identity 1");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await vi.advanceTimersByTimeAsync(20 * 60_000 - 1);
  expect(readFileSync(path, "utf8")).toBe("identity 1");
  await vi.advanceTimersByTimeAsync(1);
  expect(readFileSync(path, "utf8")).toBe("identity 2");
  end();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(readFileSync(path, "utf8")).toBe("identity 2");
});
