import { RE2JS } from "re2js";

export type Traits = Readonly<Record<string, readonly string[]>>;

/** The only traits that `{{internal.…}}` may name. */
const internalTraits = new Set([
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
  "github_orgs",
  "jwt",
]);

const template = /^(?<before>[^{}]*)\{\{\s*(?<body>[^{}]*?)\s*\}\}(?<after>[^{}]*)$/;
const variable = /^(?<namespace>internal|external)(?:\.(?<name>[\w-]+)|\["(?<quoted>[^"]+)"\])$/;
const emailLocal = /^email\.local\(\s*(?<inner>.+?)\s*\)$/;
const replace =
  /^regexp\.replace\(\s*(?<inner>[^,]+?)\s*,\s*(?<pattern>"(?:[^"\\]|\\.)*")\s*,\s*(?<by>"(?:[^"\\]|\\.)*")\s*\)$/;

type Reader = (traits: Traits) => readonly string[];

function unquote(text: string): string | null {
  try {
    return String(JSON.parse(text.replaceAll(/\\(?!["\\/bfnrtu])/g, "\\\\")));
  } catch {
    return null;
  }
}

function parseReplace(groups: Record<string, string | undefined>): Reader | null {
  const inner = parseExpression(groups["inner"] ?? "");
  const pattern = unquote(groups["pattern"] ?? "");
  const by = unquote(groups["by"] ?? "");
  if (!inner || pattern === null || by === null) return null;
  try {
    const compiled = RE2JS.compile(pattern);
    // A value that does not match is left out, not passed through.
    return (traits) =>
      inner(traits)
        .filter((value) => compiled.matcher(value).find())
        .map((value) => compiled.matcher(value).replaceAll(by));
  } catch {
    return null;
  }
}

function parseExpression(text: string): Reader | null {
  const named = variable.exec(text)?.groups;
  if (named) {
    const name = named["name"] ?? named["quoted"] ?? "";
    if (named["namespace"] === "internal" && !internalTraits.has(name)) return null;
    return (traits) => (Object.hasOwn(traits, name) ? (traits[name] ?? []) : []);
  }
  const local = emailLocal.exec(text)?.groups?.["inner"];
  if (local !== undefined) {
    const inner = parseExpression(local);
    return inner && ((traits) => inner(traits).flatMap((value) => value.split("@", 2)[0] ?? []));
  }
  const replacement = replace.exec(text)?.groups;
  return replacement ? parseReplace(replacement) : null;
}

/** Whether a value of a role is plain or a template that Teleport would accept. */
export function isValidTemplate(value: string): boolean {
  if (!value.includes("{{") && !value.includes("}}")) return true;
  return parseExpression(template.exec(value)?.groups?.["body"] ?? "") !== null;
}

/** The values that a role's string stands for; a missing trait or a broken template gives none. */
export function expandTemplate(value: string, traits: Traits): string[] {
  if (!value.includes("{{") && !value.includes("}}")) return [value];
  const parts = template.exec(value)?.groups;
  if (!parts) return [];
  const read = parseExpression(parts["body"] ?? "");
  if (!read) return [];
  return read(traits)
    .filter((found) => found !== "")
    .map((found) => `${parts["before"]}${found}${parts["after"]}`);
}
