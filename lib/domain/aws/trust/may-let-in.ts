import { analyseTrust, type StatementEffect } from "./analysis.ts";

/**
 * Whether a trust policy may let another integration's role in, by any way: by name, its account or everyone. What
 * can't be known here counts as yes: the external id that its app sends is not known, and a Deny is not weighed.
 */
export function mayLetIn(trustPolicy: string, role: { arn: string; roleId: string | null }): boolean {
  const analysis = analyseTrust({
    integrationRoleArn: role.arn,
    integrationRoleId: role.roleId,
    trustPolicy,
    livePrincipalIds: [],
    userIdsKnown: false,
    externalId: null,
  });
  return !analysis.readable || analysis.effects.some(isWayIn);
}

function isWayIn({ statement, concernsRole, condition }: StatementEffect): boolean {
  if (statement.effect !== "Allow" || !concernsRole) return false;
  return condition.parts.every(({ truth, key }) => truth !== false || key.toLowerCase() === "sts:externalid");
}
