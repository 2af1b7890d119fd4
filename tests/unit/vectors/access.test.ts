import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";
import { z } from "zod";

import { accessCase, accessMismatches } from "../../support/vectors/access-case.ts";

const file = z
  .object({ cases: z.array(accessCase).min(1) })
  .parse(JSON.parse(readFileSync("tests/vectors/access.json", "utf8")));

describe("access vectors", () => {
  test.each(file.cases.map((vector) => [vector.name, vector] as const))("%s", (_name, vector) => {
    expect(accessMismatches(vector)).toEqual([]);
  });

  test("a vector that the domain contradicts is reported", () => {
    const [vector] = file.cases;
    if (vector === undefined) throw new Error("no vector to contradict");
    expect(accessMismatches({ ...vector, expect: { dev: [] } })).toEqual([
      "prod is listed, and should not be",
      "dev is not listed, and should be",
    ]);
  });
});
