/** The parts of a role ARN that Teleport listed: it was parsed before, so that nothing is checked again. */
export interface ArnParts {
  accountId: string;
  partition: string;
  /** With leading and trailing slash. */
  path: string;
  name: string;
}

export function arnParts(arn: string): ArnParts {
  const [, partition = "", , , accountId = "", ...resource] = arn.split(":");
  const text = resource.join(":");
  const slash = text.lastIndexOf("/");
  return { partition, accountId, path: text.slice("role".length, slash + 1), name: text.slice(slash + 1) };
}
