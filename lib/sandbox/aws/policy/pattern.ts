import type { RequestContext } from "./context.ts";

const star = Symbol("*");
const one = Symbol("?");
type Token = string | typeof star | typeof one;

/** A pattern after its variables were put in: characters, `*` and `?`. */
export type Pattern = readonly Token[];

/**
 * Reads a policy's text. Values that come in through variables are never wildcards. Null: a variable has no value in
 * this request (or several), so the pattern matches nothing.
 */
export function compilePattern(
  template: string,
  variables: RequestContext | null,
  wildcards = true,
): Pattern | null {
  const tokens: Token[] = [];
  for (let at = 0; at < template.length; at += 1) {
    const end = variables && template.startsWith("${", at) ? template.indexOf("}", at) : -1;
    if (variables && end > 0) {
      const value = variableValue(template.slice(at + 2, end), variables);
      if (value === null) return null;
      tokens.push(...Array.from(value));
      at = end;
      continue;
    }
    const character = template.charAt(at);
    if (wildcards && character === "*") tokens.push(star);
    else if (wildcards && character === "?") tokens.push(one);
    else tokens.push(character);
  }
  return tokens;
}

/** `${key}`, `${key, 'default'}`, and the three escapes `${*}` `${?}` `${$}`. */
function variableValue(expression: string, variables: RequestContext): string | null {
  if (expression === "*" || expression === "?" || expression === "$") return expression;
  const [, key = "", fallback] = /^\s*([^,]+?)\s*(?:,\s*'(.*)'\s*)?$/s.exec(expression) ?? [];
  const values = variables.get(key.toLowerCase());
  if (values?.length === 1 && values[0] !== undefined) return values[0];
  return fallback ?? null;
}

/** Greedy matching with one point of return: linear in practice, never exponential. */
export function matchesPattern(pattern: Pattern, text: string, ignoreCase = false): boolean {
  const subject = ignoreCase ? text.toLowerCase() : text;
  let p = 0;
  let s = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (s < subject.length) {
    const token = pattern[p];
    if (token === star) {
      starAt = p;
      resumeAt = s;
      p += 1;
    } else if (token === one || (token !== undefined && equals(token, subject.charAt(s), ignoreCase))) {
      p += 1;
      s += 1;
    } else if (starAt >= 0) {
      p = starAt + 1;
      resumeAt += 1;
      s = resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[p] === star) p += 1;
  return p === pattern.length;
}

function equals(token: Token, character: string, ignoreCase: boolean): boolean {
  return typeof token === "string" && (ignoreCase ? token.toLowerCase() : token) === character;
}

/** The pattern's parts between colons, outside of variables already replaced; for ARNs at most six. */
export function splitArnPattern(pattern: Pattern): Pattern[] {
  const parts: Token[][] = [[]];
  for (const token of pattern) {
    if (token === ":" && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
