/* What is asked before trust is taken away; pure words, for the page as well as for the plan. */

export interface OffboardChoice {
  id: string;
  title: string;
  words: string;
}

/** The choice without which nothing is taken from other integrations that have this one's role. */
export const sharedRoleChoice = "shared-role";

/** For roles of these names, which Terraform or CloudFormation manages. */
export function managedChoice(names: readonly string[]): readonly OffboardChoice[] {
  if (names.length === 0) return [];
  return [
    {
      id: "managed",
      title: "Take our statement out of managed roles too",
      words: `Terraform or CloudFormation manages ${names.join(", ")}: if the statement is in its source, the next run puts it back.`,
    },
  ];
}

/** For other integrations that have the same role. */
export function sharedChoice(names: readonly string[]): readonly OffboardChoice[] {
  if (names.length === 0) return [];
  const isOne = names.length === 1;
  return [
    {
      id: sharedRoleChoice,
      title: `Close the roles to the ${isOne ? "integration" : "integrations"} ${names.join(", ")} too`,
      words: `${isOne ? "It has" : "They have"} the same integration role, and people come in by the same statement. Without this the statements stay.`,
    },
  ];
}
