import type { ReadStatement } from "../policy-statement.ts";

/** Which unique ids exist, as far as it is known. */
export interface LivePrincipals {
  ids: Pick<ReadonlySet<string>, "has">;
  /** False: users were not read, so a missing AIDA id says nothing. */
  userIdsKnown: boolean;
}

const uniqueId = /^(AROA|AIDA)[A-Z0-9]{12,}$/;

export function isRoleId(text: string): boolean {
  return text.startsWith("AROA") && uniqueId.test(text);
}

/** IAM shows the id in place of the ARN once the role or user behind it is gone; a live one may be written by id too. */
export function isDeadPrincipal(text: string, live: LivePrincipals): boolean {
  if (!uniqueId.test(text) || live.ids.has(text)) return false;
  return isRoleId(text) || live.userIdsKnown;
}

export function deadPrincipalsOf(
  statements: readonly ReadStatement[],
  live: LivePrincipals,
): readonly string[] {
  const found = statements.flatMap((statement) =>
    (statement.principal?.members ?? [])
      .filter((member) => member.kind === "AWS" && isDeadPrincipal(member.value, live))
      .map((member) => member.value),
  );
  return [...new Set(found)];
}

/** An account's ids are judged against thousands of documents: each list becomes a set once. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function setOf(list: readonly string[]): ReadonlySet<string> {
  const known = sets.get(list) ?? new Set(list);
  sets.set(list, known);
  return known;
}

export function livePrincipals(input: {
  livePrincipalIds: readonly string[];
  userIdsKnown?: boolean;
  integrationRoleId?: string | null;
}): LivePrincipals {
  const ids = setOf(input.livePrincipalIds);
  const own = input.integrationRoleId ?? null;
  return {
    ids: { has: (id) => id === own || ids.has(id) },
    userIdsKnown: input.userIdsKnown ?? true,
  };
}
