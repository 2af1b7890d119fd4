import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { formatEnvironment, updateEnvironmentFile } from "#lib/sandbox/run/environment.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "environment-"));
});

afterEach(() => rmSync(dir, { recursive: true }));

test("a shell that reads the file gets the very values", () => {
  const path = join(dir, "env");
  const characters = fc.constantFrom("a", "'", '"', "$", "`", "\\", " ", "!", "é", ";");
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 12 }), (list) => {
      const value = list.join("");
      writeFileSync(path, formatEnvironment({ KEY: value }));
      expect(execFileSync("sh", ["-c", '. "$0"; printf %s "$KEY"', path]).toString()).toBe(value);
    }),
    { numRuns: 40 },
  );
});

test("an update keeps what the file says of the other half, quotes and all", () => {
  const path = join(dir, "env");
  updateEnvironmentFile(path, { AWS_REGION: "us-east-1", AWS_ENDPOINT_URL: "http://it's" });
  updateEnvironmentFile(path, { TELEPORT_PROXY: "127.0.0.1:1", AWS_REGION: "eu-west-1" });
  expect(readFileSync(path, "utf8")).toBe(
    formatEnvironment({
      AWS_REGION: "eu-west-1",
      AWS_ENDPOINT_URL: "http://it's",
      TELEPORT_PROXY: "127.0.0.1:1",
    }),
  );
});
