import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { patchTrust } from "#lib/domain/aws/trust/patch.ts";
import { evaluateTrust } from "#lib/domain/aws/trust/verdict.ts";

interface TrustCase {
  name: string;
  integrationRoleArn: string;
  trustPolicy: unknown;
  livePrincipalIds: string[];
  externalId: string | null;
  sizeQuota: number;
  expect: {
    verdict: string;
    via: string | null;
    patch: string;
    reason?: string;
    warnings?: string[];
    patched?: unknown;
  };
}

const file = new URL("../../vectors/trust-policies.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: TrustCase[] };

describe("the trust vectors", () => {
  it("are all there", () => {
    expect(cases.length).toBe(50);
  });

  it.each(cases)("$name", (given) => {
    const input = {
      ...given,
      trustPolicy:
        typeof given.trustPolicy === "string" ? given.trustPolicy : JSON.stringify(given.trustPolicy),
    };
    const verdict = evaluateTrust(input);
    const patch = patchTrust(input);
    const patchWarnings = "warnings" in patch ? patch.warnings : [];
    const warnings = new Set([...verdict.warnings, ...patchWarnings].map((warning) => warning.code));
    expect({
      verdict: verdict.verdict,
      via: verdict.via,
      patch: patch.kind,
      reason: patch.kind === "blocked" ? patch.reason : undefined,
      patched: "patched" in patch ? JSON.parse(patch.patched) : undefined,
      warnings: [...warnings].toSorted(),
    }).toEqual({
      reason: undefined,
      patched: undefined,
      ...given.expect,
      warnings: (given.expect.warnings ?? []).toSorted(),
    });
  });
});
