import type { JsonObject, JsonValue } from "./json.ts";
import { asList, isJsonArray, isJsonObject } from "./json.ts";

/**
 * One text for all documents that mean the same to AWS, which on storage reorders lists and keys, folds lists of one,
 * quotes scalars in conditions and writes short account ids as root ARNs. All else counts: Version, Sid, unknown keys.
 */
export function canonicalDocument(document: JsonObject): string {
  return object(document, (key, value) =>
    key === "Statement"
      ? list(asList(value).map((entry) => (isJsonObject(entry) ? canonicalStatement(entry) : literal(entry))))
      : literal(value),
  );
}

export function canonicalStatement(statement: JsonObject): string {
  return object(statement, (key, value) => {
    switch (key) {
      case "Action":
      case "NotAction":
        return set(value, (entry) => literal(typeof entry === "string" ? entry.toLowerCase() : entry));
      case "Resource":
      case "NotResource":
        return set(value, literal);
      case "Principal":
      case "NotPrincipal":
        return principal(value);
      case "Condition":
        return condition(value);
      default:
        return literal(value);
    }
  });
}

function principal(value: JsonValue): string {
  if (!isJsonObject(value)) return literal(value);
  return object(value, (kind, values) =>
    set(values, (entry) =>
      literal(kind === "AWS" && typeof entry === "string" ? shortAccount(entry) : entry),
    ),
  );
}

function shortAccount(text: string): string {
  return /^arn:[\w-]+:iam::(\d{12}):root$/.exec(text)?.[1] ?? text;
}

function condition(value: JsonValue): string {
  if (!isJsonObject(value)) return literal(value);
  return object(value, (_operator, block) =>
    isJsonObject(block)
      ? object(block, (_key, values) =>
          set(values, (entry) => literal(typeof entry === "object" ? entry : String(entry))),
        )
      : literal(block),
  );
}

function object(value: JsonObject, render: (key: string, value: JsonValue) => string): string {
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}:${render(key, entry)}`);
  return `{${entries.toSorted().join(",")}}`;
}

function set(value: JsonValue, render: (value: JsonValue) => string): string {
  return `[${[...new Set(asList(value).map(render))].toSorted().join(",")}]`;
}

function list(rendered: readonly string[]): string {
  return `[${rendered.toSorted().join(",")}]`;
}

function literal(value: JsonValue): string {
  if (isJsonArray(value)) return `[${value.map(literal).join(",")}]`;
  if (isJsonObject(value)) return object(value, (_key, entry) => literal(entry));
  return JSON.stringify(value);
}
