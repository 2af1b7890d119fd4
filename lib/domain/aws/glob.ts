/**
 * AWS wildcards: `*` stands for any run of characters, `?` for exactly one. Linear walk, no regular expression: the
 * pattern comes from a document that somebody else wrote.
 */
export function globMatch(pattern: string, text: string, literals?: ReadonlySet<number>): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  const isWild = (at: number, wildcard: string): boolean =>
    pattern[at] === wildcard && !(literals?.has(at) ?? false);
  while (t < text.length) {
    if (p < pattern.length && isWild(p, "*")) {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (isWild(p, "?") || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.length && isWild(p, "*")) p++;
  return p === pattern.length;
}

/** Action names compare without regard to case. */
export function actionMatches(pattern: string, action: string): boolean {
  return globMatch(pattern.toLowerCase(), action.toLowerCase());
}

/** ArnLike: each of the six parts for itself, so that a wildcard never reaches across a colon of the first five. */
export function arnMatches(pattern: string, arn: string): boolean {
  const left = arnParts(pattern);
  const right = arnParts(arn);
  return (
    left.length === 6 && right.length === 6 && left.every((part, at) => globMatch(part, right[at] ?? ""))
  );
}

function arnParts(text: string): string[] {
  const parts = text.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
