const shownAtMost = 4;

/** "alice", "alice and bob", "alice, bob, carol, dave and 12 more" */
export function namesInWords(names: readonly string[]): string {
  const [first] = names;
  if (names.length <= 1) return first ?? "nobody";
  if (names.length <= shownAtMost) return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
  return `${names.slice(0, shownAtMost).join(", ")} and ${names.length - shownAtMost} more`;
}

/** The role's own name, from its ARN. */
export function roleNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** The accounts that these roles belong to, each once. */
export function accountIdsOf(arns: readonly string[]): readonly string[] {
  return [...new Set(arns.map((arn) => arn.split(":")[4] ?? ""))].filter((accountId) => accountId !== "");
}
