/** A stored policy, read for evaluation. Documents were validated when they were written, so reading is lenient. */

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

interface StatementPrincipal {
  readonly type: string;
  readonly value: string;
}

export interface Statement {
  readonly sid: string | null;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[] | null;
  readonly notActions: readonly string[] | null;
  readonly resources: readonly string[] | null;
  readonly notResources: readonly string[] | null;
  readonly principals: readonly StatementPrincipal[];
  readonly conditions: readonly Condition[];
}

export interface Policy {
  /** Names the document in answers of the simulator. */
  readonly name: string;
  readonly hasVariables: boolean;
  readonly statements: readonly Statement[];
}

const read = new Map<string, Policy>();
const keepAtMost = 20_000;

export function readPolicy(text: string, name = ""): Policy {
  const cacheKey = `${name}\n${text}`;
  const known = read.get(cacheKey);
  if (known) return known;
  const document = asObject(JSON.parse(text));
  const policy: Policy = {
    name,
    // Under 2008-10-17, which is also the default, ${…} is plain text.
    hasVariables: document["Version"] === "2012-10-17",
    statements: asList(document["Statement"]).map((statement) => readStatement(asObject(statement))),
  };
  if (read.size >= keepAtMost) read.clear();
  read.set(cacheKey, policy);
  return policy;
}

function readStatement(raw: Record<string, unknown>): Statement {
  const optional = (key: string) => (key in raw ? asList(raw[key]).map(asText) : null);
  return {
    sid: typeof raw["Sid"] === "string" ? raw["Sid"] : null,
    effect: raw["Effect"] === "Deny" ? "Deny" : "Allow",
    actions: optional("Action"),
    notActions: optional("NotAction"),
    resources: optional("Resource"),
    notResources: optional("NotResource"),
    principals: readPrincipals(raw["Principal"]),
    conditions: Object.entries(asObject(raw["Condition"])).flatMap(([operator, keys]) =>
      Object.entries(asObject(keys)).map(([key, values]) => ({
        operator,
        key,
        values: asList(values).map(asText),
      })),
    ),
  };
}

function readPrincipals(raw: unknown): StatementPrincipal[] {
  if (raw === "*") return [{ type: "AWS", value: "*" }];
  return Object.entries(asObject(raw)).flatMap(([type, values]) =>
    asList(values).map((value) => ({ type, value: asText(value) })),
  );
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function asList(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Booleans and numbers may stand unquoted in conditions. */
function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
