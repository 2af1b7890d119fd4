import { RE2JS } from "re2js";

/**
 * Whether a role's value matches a label's: a literal, a glob with `*`, or a regular expression when the
 * value begins with `^` and ends with `$`. One that does not compile matches nothing.
 */
export function matchesPattern(pattern: string, value: string): boolean {
  if (pattern === "*" || pattern === value) return true;
  const isExpression = pattern.startsWith("^") && pattern.endsWith("$");
  const source = isExpression ? pattern : `^${pattern.split("*").map(RE2JS.quote).join(".*")}$`;
  try {
    return RE2JS.compile(source).matcher(value).find();
  } catch {
    return false;
  }
}
