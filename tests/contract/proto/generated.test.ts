import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const generatedDir = "lib/proto/gen";

function filesBelow(dir: string): Map<string, string> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [relative(dir, path), readFileSync(path, "utf8")]));
}

test("the committed code is what the .proto files generate", () => {
  const outputDir = mkdtempSync(join(tmpdir(), "generated-"));
  try {
    execFileSync(join("node_modules", ".bin", "buf"), ["generate", "--output", outputDir], {
      env: { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` },
    });
    expect(filesBelow(join(outputDir, generatedDir))).toEqual(filesBelow(generatedDir));
  } finally {
    rmSync(outputDir, { recursive: true });
  }
});
