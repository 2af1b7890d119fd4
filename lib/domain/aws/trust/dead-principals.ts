import type { ReadStatement } from "../policy-statement.ts";

/** Which unique ids exist, as far as it is known. */
export interface LivePrincipals {
  ids: ReadonlySet<string>;
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

export function livePrincipals(input: {
  livePrincipalIds: readonly string[];
  userIdsKnown?: boolean;
  integrationRoleId?: string | null;
}): LivePrincipals {
  const own = input.integrationRoleId ? [input.integrationRoleId] : [];
  return { ids: new Set([...input.livePrincipalIds, ...own]), userIdsKnown: input.userIdsKnown ?? true };
}
