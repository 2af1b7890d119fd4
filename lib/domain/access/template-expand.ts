import type { Traits } from "#lib/domain/teleport/types.ts";

import { emailLocal } from "./email-local.ts";
import { regexpReplace } from "./regexp-replace.ts";
import { parseTemplate, type TemplateExpression } from "./template-parse.ts";

/** `dropped`: Teleport leaves the value out, silently. `unknown`: a function that is not known here. */
export type Expansion =
  | { kind: "values"; values: readonly string[] }
  | { kind: "dropped"; because: string }
  | { kind: "unknown" };

/** The only names that Teleport accepts after `internal.` */
const internalNames: ReadonlySet<string> = new Set([
  "logins",
  "windows_logins",
  "kubernetes_groups",
  "kubernetes_users",
  "db_names",
  "db_users",
  "db_roles",
  "aws_role_arns",
  "azure_identities",
  "gcp_service_accounts",
  "jwt",
  "github_orgs",
]);

/** Functions that Teleport has for matching, and refuses where a value is wanted. */
const matcherFunctions: ReadonlySet<string> = new Set(["regexp.match", "regexp.not_match"]);

/** A role's value with the user's traits filled in. Text without a template stays as it is. */
export function expandTemplate(value: string, traits: Traits): Expansion {
  const parsed = parseTemplate(value);
  if (parsed.kind === "literal") return { kind: "values", values: [parsed.text] };
  if (parsed.kind === "malformed") return dropped(`"${value}" is not a template that Teleport can read`);
  const { prefix, expression, suffix } = parsed.template;
  const expansion = evaluate(expression, traits);
  if (expansion.kind !== "values") return expansion;
  const values = expansion.values.filter((part) => part !== "").map((part) => prefix + part + suffix);
  return values.length === 0 ? dropped(`"${value}" gives no value`) : { kind: "values", values };
}

function dropped(because: string): Expansion {
  return { kind: "dropped", because };
}

function evaluate(expression: TemplateExpression, traits: Traits): Expansion {
  switch (expression.kind) {
    case "text":
      return { kind: "values", values: [expression.text] };
    case "trait":
      return readTrait(expression.namespace, expression.name, traits);
    case "call":
      return call(expression.name, expression.args, traits);
  }
}

function readTrait(namespace: string, name: string, traits: Traits): Expansion {
  if (namespace !== "internal" && namespace !== "external") {
    return dropped(`"${namespace}.${name}" is neither an internal nor an external trait`);
  }
  if (namespace === "internal" && !internalNames.has(name)) {
    return dropped(`"internal.${name}" is not a trait that Teleport knows`);
  }
  // Both namespaces read the same map of traits.
  const values = Object.hasOwn(traits, name) ? traits[name] : undefined;
  return values === undefined ? dropped(`the user has no trait "${name}"`) : { kind: "values", values };
}

function call(name: string, args: readonly TemplateExpression[], traits: Traits): Expansion {
  if (matcherFunctions.has(name)) return dropped(`${name} can't give a value`);
  const [source, expression, replacement] = args;
  if (name === "email.local" && source !== undefined && args.length === 1) {
    return mapValues(evaluate(source, traits), (value) => emailLocal(value));
  }
  if (name === "regexp.replace" && source !== undefined && args.length === 3) {
    if (expression?.kind !== "text" || replacement?.kind !== "text") {
      return dropped("regexp.replace takes its expression and its replacement as quoted text");
    }
    return mapValues(
      evaluate(source, traits),
      (value) => regexpReplace(value, expression.text, replacement.text) ?? "",
    );
  }
  if (name === "email.local" || name === "regexp.replace")
    return dropped(`${name} has too many or too few arguments`);
  return { kind: "unknown" };
}

function mapValues(expansion: Expansion, change: (value: string) => string | null): Expansion {
  if (expansion.kind !== "values") return expansion;
  const values: string[] = [];
  for (const value of expansion.values) {
    let changed: string | null;
    try {
      changed = change(value);
    } catch {
      return dropped("its regular expression is not valid");
    }
    // One bad value fails the whole template in Teleport, not only itself.
    if (changed === null) return dropped(`"${value}" is not an email address`);
    if (changed !== "") values.push(changed);
  }
  return { kind: "values", values };
}
