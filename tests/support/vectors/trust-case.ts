import { isDeepStrictEqual } from "node:util";

import { z } from "zod";

import { patchTrust } from "#lib/domain/aws/trust/patch.ts";
import { evaluateTrust } from "#lib/domain/aws/trust/verdict.ts";

export const trustCase = z.object({
  name: z.string(),
  integrationRoleArn: z.string(),
  /** A document, or text as IAM returned it. */
  trustPolicy: z
    .unknown()
    .transform((policy) => (typeof policy === "string" ? policy : JSON.stringify(policy))),
  livePrincipalIds: z.array(z.string()),
  externalId: z.string().nullable(),
  sizeQuota: z.number(),
  expect: z.object({
    verdict: z.string(),
    via: z.string().nullable(),
    patch: z.string(),
    reason: z.string().optional(),
    patched: z.unknown().optional(),
    warnings: z.array(z.string()).default([]),
  }),
});

export type TrustCase = z.output<typeof trustCase>;

/** Where the domain and a case disagree, in words; empty when they agree. */
export function trustMismatches(given: TrustCase): string[] {
  const verdict = evaluateTrust(given);
  const patch = patchTrust(given);
  const warnings = [...verdict.warnings, ...("warnings" in patch ? patch.warnings : [])];
  const found: Record<string, unknown> = {
    verdict: verdict.verdict,
    via: verdict.via,
    patch: patch.kind,
    reason: patch.kind === "blocked" ? patch.reason : undefined,
    patched: "patched" in patch ? JSON.parse(patch.patched) : undefined,
    warnings: [...new Set(warnings.map(({ code }) => code))].toSorted(),
  };
  const wanted: Record<string, unknown> = { ...given.expect, warnings: given.expect.warnings.toSorted() };
  return Object.keys(found)
    .filter((key) => !isDeepStrictEqual(found[key], wanted[key]))
    .map((key) => `${key} is ${inWords(found[key])}, expected ${inWords(wanted[key])}`);
}

function inWords(value: unknown): string {
  return value === undefined ? "absent" : JSON.stringify(value);
}
