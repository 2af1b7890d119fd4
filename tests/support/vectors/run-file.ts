import { z } from "zod";

import { accessCase, accessMismatches } from "./access-case.ts";
import { trustCase, trustMismatches } from "./trust-case.ts";

export interface CaseReport {
  name: string;
  /** Empty: domain and case agree. */
  mismatches: readonly string[];
}

const vectorFile = z.object({ cases: z.array(z.looseObject({ name: z.string() })).min(1) });

/** Runs a vector file's cases through the domain; what a case is about is told by its shape. Throws for other files. */
export function runVectorFile(text: string): CaseReport[] {
  const { cases } = vectorFile.parse(JSON.parse(text));
  return cases.map((vector) => ({ name: vector.name, mismatches: mismatchesOf(vector) }));
}

function mismatchesOf(vector: Readonly<Record<string, unknown>>): readonly string[] {
  if ("integrationRoleArn" in vector) return check(trustCase, trustMismatches, vector);
  if ("user" in vector) return check(accessCase, accessMismatches, vector);
  return ["neither a trust case (integrationRoleArn) nor an access case (user)"];
}

function check<S extends z.ZodType>(
  schema: S,
  compare: (parsed: z.output<S>) => readonly string[],
  vector: unknown,
): readonly string[] {
  const parsed = schema.safeParse(vector);
  if (parsed.success) return compare(parsed.data);
  return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}
