import type { CautionCode } from "#lib/domain/aws/role-classes.ts";
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
  /** What is decided by confirming it. */
  decision: string;
  /** What is said of its roles; null where it differs from role to role. */
  words: string | null;
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
    const [words = "", ...others] = new Set(members.map((member) => member.words));
    return {
      code,
      decision: isKnown(code) ? decisions[code] : words,
      words: others.length === 0 && isKnown(code) ? words : null,
      members,
    };
  });
}

const decisions: Readonly<Record<CautionCode, string>> = {
  "conditional-grant-widened": "Widen a grant that holds only under a condition today",
  "managed-by-cloudformation": "Change a role that CloudFormation manages and may change back",
  "managed-by-terraform": "Change a role that Terraform manages and may change back",
  "tag-value-other": "Replace the value that the tag has now",
  administrator: "Let people into a role with an administrator’s power",
  "policies-unread": "Let people into a role whose power is not known here",
  "trusts-ci-provider": "Let people into a role that a build system uses",
  "trusts-everyone": "Go on with a role that any AWS account may assume already",
};

function isKnown(code: string): code is CautionCode {
  return Object.hasOwn(decisions, code);
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
