import type { OpenCondition } from "#lib/domain/aws/condition/open-condition.ts";
import { openCondition } from "#lib/domain/aws/condition/open-condition.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { JsonObject, JsonValue } from "#lib/domain/aws/json.ts";
import { asList } from "#lib/domain/aws/json.ts";
import { readPolicy } from "#lib/sandbox/aws/policy/document.ts";
import { evaluate } from "#lib/sandbox/aws/policy/evaluate.ts";
import { decideAssumeRole } from "#lib/sandbox/aws/policy/trust-decision.ts";
import type { Role } from "#lib/sandbox/aws/store/model.ts";
import type { Launch } from "./decision.ts";

type Place = "trust" | "policy" | "boundary";

interface Asked {
  readonly id: string;
  readonly effect: JsonValue | undefined;
  applies(launch: Launch): boolean;
}

interface Parsed {
  readonly statements: readonly JsonObject[];
  /** A document of the same version with these statements. */
  with(...statements: readonly JsonObject[]): string;
}

function parsed(text: string): Parsed {
  const document = JSON.parse(text) as { Statement: JsonValue };
  return {
    statements: asList(document.Statement) as readonly JsonObject[],
    with: (...Statement) => JSON.stringify({ ...document, Statement }),
  };
}

const everyone: JsonObject = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:*" };

function trustApplies(document: Parsed, statement: JsonObject, launch: Launch): boolean {
  const { caller, request } = launch;
  const free = { ...caller, identityPolicies: [], boundary: null };
  const open = { ...statement, Effect: "Deny" };
  const trust = readPolicy(document.with(everyone, open));
  return !decideAssumeRole(trust, caller.accountId, free, request).allowed;
}

function statementsOf(shown: AwsRole, stored: Role, hub: AwsRole): readonly Asked[] {
  const keep = parsed(stored.trust);
  const trust = parsed(shown.trustPolicy).statements.map((raw, at): Asked => ({
    id: openCondition("trust", raw, "").id,
    effect: raw["Effect"],
    applies: (launch) => trustApplies(keep, keep.statements[at] ?? raw, launch),
  }));
  const ofPolicy = (place: Place, text: string | null): readonly Asked[] => {
    if (text === null) return [];
    const document = parsed(text);
    return document.statements.map((raw) => ({
      id: openCondition(place, raw, "").id,
      effect: raw["Effect"],
      applies: ({ request }) => evaluate([readPolicy(document.with(raw))], request).matched.length > 0,
    }));
  };
  const policies = [...(hub.inlinePolicies ?? []), ...(hub.attachedPolicies ?? [])];
  return [
    ...trust,
    ...policies.flatMap(({ document }) => ofPolicy("policy", document)),
    ...ofPolicy("boundary", hub.boundary?.document ?? null),
  ];
}

/** Whether a launch finds things as an admin said when accepting the conditions: what asks is met, what denies does not apply. */
export function isAsAccepted(
  conditions: readonly OpenCondition[],
  of: { shown: AwsRole; stored: Role; hub: AwsRole; launch: Launch },
): boolean {
  const ids = new Set(conditions.map(({ id }) => id));
  const asked = statementsOf(of.shown, of.stored, of.hub).filter(({ id }) => ids.has(id));
  return asked.every((statement) => statement.applies(of.launch) === (statement.effect === "Allow"));
}
