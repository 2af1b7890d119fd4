import type { OpenCondition } from "../condition/open-condition.ts";
import { openCondition } from "../condition/open-condition.ts";
import { conditionInWords } from "../condition/words.ts";
import type { TrustAnalysis, TrustInput, StatementEffect } from "./analysis.ts";
import { analyseTrust, coversAction } from "./analysis.ts";
import { deadPrincipalsOf } from "./dead-principals.ts";
import { opensToEveryone } from "./everyone.ts";
import type { TrustVia } from "./integration-principal.ts";
import { summariseTrust } from "./summary.ts";

export type { TrustInput } from "./analysis.ts";
export type { TrustVia } from "./integration-principal.ts";

export type TrustWarningCode = "trusts-everyone" | "widens-conditional-grant" | "conditional-deny";

export interface TrustWarning {
  code: TrustWarningCode;
  words: string;
}

export interface TrustVerdict {
  verdict: "allowed" | "allowed-if" | "not-allowed" | "denied" | "unreadable";
  via: TrustVia | null;
  warnings: readonly TrustWarning[];
  deciding: { statementIndex: number; sid: string | null } | null;
  /** In words, what would have to be known and can't be known here. */
  conditions: readonly string[];
  /** The same with ids, for somebody to accept: an id stands for the statement as it is, and lapses when that changes. */
  openConditions: readonly OpenCondition[];
  /** Condition keys that keep a grant to the integration role from being certain: unmet or unknown. */
  conditionKeys: readonly string[];
  /** A statement lets the integration role in, but only under a condition that is not certainly met. */
  grantIsConditional: boolean;
  /** Deleted principals that make IAM refuse every change; not the one in our own stale statement, which is replaced. */
  deadPrincipals: readonly string[];
  /** Our statement is there, but names a role that was deleted, or hangs on a condition. */
  ownIsStale: boolean;
  /** One line for a table. */
  summary: string;
  /** Federated principals that the policy lets in, as written. */
  trustsProviders: readonly string[];
}

const rank: Readonly<Record<TrustVia, number>> = { role: 0, account: 1, everyone: 2 };

function best(effects: readonly StatementEffect[]): StatementEffect | null {
  const ranked = effects.toSorted((a, b) => rank[a.via ?? "everyone"] - rank[b.via ?? "everyone"]);
  return ranked[0] ?? null;
}

function unknownParts(effect: StatementEffect): string[] {
  const parts = effect.condition.parts.filter((part) => part.truth === "unknown").map(conditionInWords);
  if (parts.length > 0) return parts;
  if (effect.statement.principal?.negated) return ["its NotPrincipal does not cover the integration role"];
  return ["it applies to the integration role"];
}

/** The grants and refusals of a readable policy, before they are put into one verdict. */
export interface Findings {
  denies: readonly StatementEffect[];
  conditionalDenies: readonly StatementEffect[];
  grant: StatementEffect | null;
  possibleGrant: StatementEffect | null;
  /** Grants to the integration role that hang on a condition which is not certainly met. */
  conditionalGrants: readonly StatementEffect[];
}

export function findings(effects: readonly StatementEffect[]): Findings {
  const of = (effect: "Allow" | "Deny", applies: boolean | "unknown"): StatementEffect[] =>
    effects.filter((entry) => entry.statement.effect === effect && entry.applies === applies);
  return {
    denies: of("Deny", true),
    conditionalDenies: of("Deny", "unknown"),
    grant: best(of("Allow", true)),
    possibleGrant: best(of("Allow", "unknown")),
    conditionalGrants: effects.filter(
      (entry) =>
        entry.statement.effect === "Allow" &&
        entry.concernsRole &&
        entry.applies !== true &&
        entry.condition.truth !== true,
    ),
  };
}

function warn(code: TrustWarningCode, words: string): TrustWarning {
  return { code, words };
}

export const wideningWarning: TrustWarning = warn(
  "widens-conditional-grant",
  "A statement lets the integration role in under a condition only; ours carries none and would widen that grant.",
);

function warningsOf(found: Findings, effects: readonly StatementEffect[]): TrustWarning[] {
  const warnings: TrustWarning[] = [];
  const open = effects.some(
    (entry) => opensToEveryone(entry.statement) && coversAction(entry.statement, "sts:AssumeRole") !== false,
  );
  if (open)
    warnings.push(
      warn("trusts-everyone", "The policy trusts everyone: any AWS account may assume this role."),
    );
  if (found.conditionalDenies.length > 0 && found.denies.length === 0)
    warnings.push(
      warn("conditional-deny", "A Deny may hit the integration role: whether it does can't be known here."),
    );
  return warnings;
}

function conditionsOf(found: Findings): OpenCondition[] {
  const grants = found.grant || !found.possibleGrant ? [] : [found.possibleGrant];
  return [
    ...grants.map((entry) =>
      openCondition(
        "trust",
        entry.statement.raw,
        `the trust policy asks that ${unknownParts(entry).join(" and ")}`,
      ),
    ),
    ...found.conditionalDenies.map((entry) =>
      openCondition(
        "trust",
        entry.statement.raw,
        `statement ${entry.statement.index + 1} of the trust policy denies if ${unknownParts(entry).join(" and ")}`,
      ),
    ),
  ];
}

function keysOf(effects: readonly StatementEffect[]): string[] {
  const keys = effects.flatMap((effect) =>
    effect.condition.parts.filter((part) => part.truth !== true).map((part) => part.key),
  );
  return [...new Set(keys)];
}

export function judge(analysis: TrustAnalysis): TrustVerdict {
  if (!analysis.readable)
    return {
      verdict: "unreadable",
      via: null,
      warnings: [],
      deciding: null,
      conditions: [],
      openConditions: [],
      conditionKeys: [],
      grantIsConditional: false,
      deadPrincipals: [],
      ownIsStale: false,
      summary: `the trust policy can’t be read: ${analysis.reason}`,
      trustsProviders: [],
    };
  const { effects, statements, own, live } = analysis;
  const found = findings(effects);
  const [deny] = found.denies;
  const granted = found.grant ?? found.possibleGrant;
  const verdict = deny
    ? "denied"
    : !granted
      ? "not-allowed"
      : found.grant && found.conditionalDenies.length === 0
        ? "allowed"
        : "allowed-if";
  const decider = deny ?? granted;
  const deadPrincipals = deadPrincipalsOf(
    statements.filter((statement) => !own.includes(statement)),
    live,
  );
  const ownIsStale = !found.grant && own.length > 0;
  const openConditions = verdict === "allowed-if" ? conditionsOf(found) : [];
  const certain = verdict === "allowed" || verdict === "denied";
  return {
    verdict,
    via: deny ? null : (granted?.via ?? null),
    warnings: warningsOf(found, effects),
    deciding: decider ? { statementIndex: decider.statement.index, sid: decider.statement.sid } : null,
    conditions: openConditions.map((condition) => condition.words),
    openConditions,
    conditionKeys: certain
      ? []
      : keysOf([...(found.grant ? [] : found.conditionalGrants), ...found.conditionalDenies]),
    grantIsConditional: !deny && !found.grant && found.conditionalGrants.length > 0,
    deadPrincipals,
    ownIsStale,
    summary: summariseTrust({
      verdict,
      found,
      statements,
      deadPrincipals,
      ownIsStale,
      principal: analysis.principal,
    }),
    trustsProviders: [
      ...new Set(
        statements
          .filter((statement) => statement.effect === "Allow" && !statement.principal?.negated)
          .flatMap((statement) => statement.principal?.members ?? [])
          .filter((member) => member.kind === "Federated")
          .map((member) => member.value),
      ),
    ],
  };
}

/** What a role's trust policy says about the integration role. It speaks of the trust policy alone. */
export function evaluateTrust(input: TrustInput): TrustVerdict {
  return judge(analyseTrust(input));
}
