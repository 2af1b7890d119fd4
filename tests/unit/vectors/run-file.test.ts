import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { runVectorFile } from "../../support/vectors/run-file.ts";

const read = (name: string) => readFileSync(`tests/vectors/${name}`, "utf8");

describe("a vector file", () => {
  test.each(["access.json", "trust-policies.json"])("%s is recognised by its shape and passes", (name) => {
    const reports = runVectorFile(read(name));
    expect(reports.filter(({ mismatches }) => mismatches.length > 0)).toEqual([]);
    expect(reports.length).toBeGreaterThan(20);
  });

  test("a case of another shape, or with a part missing, is a mismatch", () => {
    const cases = [{ name: "a" }, { name: "b", user: { name: "alice", roles: [] }, roles: [], apps: [] }];
    const [first, second] = runVectorFile(JSON.stringify({ cases }));
    expect(first?.mismatches).toEqual([
      "neither a trust case (integrationRoleArn) nor an access case (user)",
    ]);
    expect(second?.mismatches[0]).toMatch(/^expect: /);
  });

  test("a file without cases is no vector file", () => {
    expect(() => runVectorFile("{}")).toThrow(/cases/);
  });
});

describe("the script", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "vectors-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function run(...files: string[]) {
    const { stdout, status } = spawnSync(
      process.execPath,
      ["--conditions=react-server", "scripts/vectors.ts", ...files],
      { encoding: "utf8" },
    );
    return { stdout, status };
  }

  test("prints a summary and ends well when all agree", () => {
    const { stdout, status } = run("tests/vectors/access.json", "tests/vectors/trust-policies.json");
    expect(stdout).toBe("73 passed, 0 failed\n");
    expect(status).toBe(0);
  });

  test("prints every mismatch and ends badly", () => {
    const wrong = read("access.json").replace(
      '"arn:aws:iam::123456789012:role/ReadOnly"',
      '"arn:aws:iam::123456789012:role/Other"',
    );
    const trust = read("trust-policies.json").replace('"verdict": "not-allowed"', '"verdict": "allowed"');
    writeFileSync(join(folder, "access.json"), wrong);
    writeFileSync(join(folder, "trust.json"), trust);
    const { stdout, status } = run(
      join(folder, "access.json"),
      join(folder, "trust.json"),
      join(folder, "none.json"),
    );
    expect(stdout).toContain(
      "the guide's role: label and ARN\n  prod offers arn:aws:iam::123456789012:role/Other, and should not",
    );
    expect(stdout).toContain('verdict is "not-allowed", expected "allowed"');
    expect(stdout).toContain("none.json: ENOENT");
    expect(stdout).toMatch(/\n71 passed, 3 failed\n$/);
    expect(status).toBe(1);
  });

  test("without a file it says so and ends badly", () => {
    expect(run()).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("Name at least one vector file"),
    });
  });
});
