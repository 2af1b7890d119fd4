interface Statement {
  Effect: string;
  Action: string | readonly string[];
  Resource: string | readonly string[];
}

/** The roles whose trust a policy of the app lets it change. */
export function trustWrites(policy: string): readonly string[] {
  const { Statement } = JSON.parse(policy) as { Statement: readonly Statement[] };
  return Statement.filter(
    ({ Effect, Action }) => Effect === "Allow" && [Action].flat().includes("iam:UpdateAssumeRolePolicy"),
  ).flatMap(({ Resource }) => [Resource].flat());
}
