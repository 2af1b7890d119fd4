import type { TrustRowView } from "#lib/domain/enrollment/views.ts";

export interface CautionMember {
  arn: string;
  name: string;
  path: string;
  words: string;
}

/** One kind of caution and the chosen roles that it holds for: confirmed together, as one decision. */
export interface CautionClass {
  code: string;
  /** The words that most of its roles have. */
  words: string;
  /** Some roles have words of their own. */
  differing: boolean;
  members: readonly CautionMember[];
}

export function cautionClasses(chosen: readonly TrustRowView[]): readonly CautionClass[] {
  const byCode = new Map<string, CautionMember[]>();
  for (const row of chosen) {
    for (const { code, words } of row.cautions) {
      const members = byCode.get(code) ?? [];
      members.push({ arn: row.arn, name: row.name, path: row.path, words });
      byCode.set(code, members);
    }
  }
  return [...byCode].map(([code, members]) => {
    const words = mostFrequent(members.map((member) => member.words));
    return { code, words, differing: members.some((member) => member.words !== words), members };
  });
}

function mostFrequent(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  let best = "";
  for (const [text, count] of counts) if (count > (counts.get(best) ?? 0)) best = text;
  return best;
}

/** What the plan is asked with: `role ARN#caution code` for each caution of a confirmed class. */
export function confirmations(
  chosen: readonly TrustRowView[],
  confirmedCodes: ReadonlySet<string>,
): string[] {
  return chosen.flatMap((row) =>
    row.cautions.filter(({ code }) => confirmedCodes.has(code)).map(({ code }) => `${row.arn}#${code}`),
  );
}
