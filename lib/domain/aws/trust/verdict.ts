import type { OpenCondition } from "../condition/open-condition.ts";
import { openCondition } from "../condition/open-condition.ts";
import { conditionInWords } from "../condition/words.ts";
import type { ReadableTrust, StatementEffect, TrustAnalysis, TrustInput } from "./analysis.ts";
import { analyseTrust, coversAction } from "./analysis.ts";
import { deadPrincipalsOf } from "./dead-principals.ts";
import { opensToEveryone } from "./everyone.ts";
import type { TrustVia } from "./integration-principal.ts";
import type { Findings } from "./findings.ts";
import { findings } from "./findings.ts";
import { summariseTrust } from "./summary.ts";

export type { TrustInput } from "./analysis.ts";
export type { TrustVia } from "./integration-principal.ts";

export type TrustWarningCode = "trusts-everyone" | "widens-conditional-grant" | "conditional-deny";

export interface TrustWarning {
  code: TrustWarningCode;
  words: string;
}

/** One way in: through the role, its account or everyone, and under a condition where one can't be known here. */
export interface TrustGrant {
  via: TrustVia;
  condition: OpenCondition | null;
}

export interface TrustVerdict {
  verdict: "allowed" | "allowed-if" | "not-allowed" | "denied" | "unreadable";
  via: TrustVia | null;
  warnings: readonly TrustWarning[];
  deciding: { statementIndex: number; sid: string | null } | null;
  /** In words, what would have to be known and can't be known here. */
  conditions: readonly string[];
  /** Every way in that the policy leaves, the nearest first; empty where it leaves none. */
  grants: readonly TrustGrant[];
  /** Sessions of the integration role that are let in by name: each is one Teleport user's, and none of the role's. */
  trustedSessions: readonly string[];
  /** What a Deny that may apply hangs on. An id stands for the statement as it is, and lapses when that changes. */
  denyConditions: readonly OpenCondition[];
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

function unknownParts(effect: StatementEffect): string[] {
  const parts = effect.condition.parts.filter((part) => part.truth === "unknown").map(conditionInWords);
  if (parts.length > 0) return parts;
  if (effect.statement.principal?.negated) return ["its NotPrincipal does not cover the integration role"];
  return ["it applies to the integration role"];
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

function grantsOf(effect: StatementEffect): TrustGrant[] {
  const words = `the trust policy asks that ${unknownParts(effect).join(" and ")}`;
  const condition = effect.applies === true ? null : openCondition("trust", effect.statement.raw, words);
  return effect.vias.map((via) => ({ via, condition }));
}

function denyConditionsOf(found: Findings): OpenCondition[] {
  return found.conditionalDenies.map(({ statement, ...effect }) =>
    openCondition(
      "trust",
      statement.raw,
      `statement ${statement.index + 1} of the trust policy denies if ${unknownParts({ statement, ...effect }).join(" and ")}`,
    ),
  );
}

function trustedSessionsOf(analysis: ReadableTrust): string[] {
  const { sessionPrefix } = analysis.principal;
  if (sessionPrefix === null) return [];
  const values = analysis.effects
    .filter(({ statement, condition }) => statement.effect === "Allow" && condition.truth !== false)
    .filter(({ statement }) => coversAction(statement, "sts:AssumeRole") !== false)
    .flatMap(({ statement }) => (statement.principal?.negated ? [] : (statement.principal?.members ?? [])))
    .filter(({ kind, value }) => kind === "AWS" && value.startsWith(sessionPrefix));
  return [...new Set(values.map(({ value }) => value))];
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
      grants: [],
      trustedSessions: [],
      denyConditions: [],
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
  const [certain] = found.grants;
  const granted = certain ?? found.possibleGrants[0];
  const verdict = deny
    ? "denied"
    : !granted
      ? "not-allowed"
      : certain && found.conditionalDenies.length === 0
        ? "allowed"
        : "allowed-if";
  const decider = deny ?? granted;
  const deadPrincipals = deadPrincipalsOf(
    statements.filter((statement) => !own.includes(statement)),
    live,
  );
  const ownIsStale = !certain && own.length > 0;
  const grants = deny ? [] : [...found.grants, ...found.possibleGrants].flatMap(grantsOf);
  const denyConditions = deny ? [] : denyConditionsOf(found);
  const open = [...(grants[0]?.condition ? [grants[0].condition] : []), ...denyConditions];
  const isOpen = verdict === "allowed-if";
  return {
    verdict,
    via: deny ? null : (granted?.vias[0] ?? null),
    warnings: warningsOf(found, effects),
    deciding: decider ? { statementIndex: decider.statement.index, sid: decider.statement.sid } : null,
    conditions: isOpen ? open.map((condition) => condition.words) : [],
    grants,
    trustedSessions: deny ? [] : trustedSessionsOf(analysis),
    denyConditions,
    conditionKeys:
      verdict === "allowed" || deny
        ? []
        : keysOf([...(certain ? [] : found.conditionalGrants), ...found.conditionalDenies]),
    grantIsConditional: !deny && !certain && found.conditionalGrants.length > 0,
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
