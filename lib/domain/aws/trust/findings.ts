import type { StatementEffect } from "./analysis.ts";
import type { TrustVia } from "./integration-principal.ts";

const rank: Readonly<Record<TrustVia, number>> = { role: 0, account: 1, everyone: 2 };

function ranked(effects: readonly StatementEffect[]): StatementEffect[] {
  return effects.toSorted((a, b) => rank[a.vias[0] ?? "everyone"] - rank[b.vias[0] ?? "everyone"]);
}

/** The grants and refusals of a readable policy, before they are put into one verdict. */
export interface Findings {
  denies: readonly StatementEffect[];
  conditionalDenies: readonly StatementEffect[];
  /** Certain ones and such as may apply, the nearest first. */
  grants: readonly StatementEffect[];
  possibleGrants: readonly StatementEffect[];
  /** Grants to the integration role that hang on a condition which is not certainly met. */
  conditionalGrants: readonly StatementEffect[];
}

export function findings(effects: readonly StatementEffect[]): Findings {
  const of = (effect: "Allow" | "Deny", applies: boolean | "unknown"): StatementEffect[] =>
    effects.filter((entry) => entry.statement.effect === effect && entry.applies === applies);
  return {
    denies: of("Deny", true),
    conditionalDenies: of("Deny", "unknown"),
    grants: ranked(of("Allow", true)),
    possibleGrants: ranked(of("Allow", "unknown")),
    conditionalGrants: effects.filter(
      (entry) =>
        entry.statement.effect === "Allow" &&
        entry.concernsRole &&
        entry.applies !== true &&
        entry.condition.truth !== true,
    ),
  };
}
