import { RE2JS, type Matcher } from "re2js";

/**
 * `regexp.replace` for one value, by the rules of Go's regexp package: null when the value does not match at all (it is
 * then dropped), `$1` and `$name` in the replacement. Throws when RE2 refuses the expression.
 */
export function regexpReplace(value: string, expression: string, replacement: string): string | null {
  const matcher = RE2JS.compile(expression).matcher(value);
  let result = "";
  let copied = 0;
  let matched = false;
  while (matcher.find()) {
    // Go skips an empty match that touches the match before it.
    if (matched && matcher.start() === matcher.end() && matcher.start() === copied) continue;
    result += value.slice(copied, matcher.start()) + expand(replacement, matcher);
    copied = matcher.end();
    matched = true;
  }
  return matched ? result + value.slice(copied) : null;
}

const reference = /\$(?:(\$)|(\w+)|\{(\w+)\})/g;

function expand(replacement: string, matcher: Matcher): string {
  return replacement.replace(reference, (_match, dollar, bare, braced) =>
    dollar === undefined ? groupText(matcher, bare ?? braced) : "$",
  );
}

function groupText(matcher: Matcher, name: string): string {
  if (/^\d+$/.test(name)) {
    const index = Number(name);
    return index <= matcher.groupCount() ? (matcher.group(index) ?? "") : "";
  }
  return Object.hasOwn(matcher.pattern().namedGroups(), name) ? (matcher.group(name) ?? "") : "";
}
