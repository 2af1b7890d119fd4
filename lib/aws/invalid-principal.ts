/** The principal that IAM names in `Invalid principal in policy: "AWS":"arn:…"`; null when the message is another. */
export function invalidPrincipal(message: string): { principal: string | null } | null {
  if (!/invalid principal/i.test(message)) return null;
  const named = /"(?:AWS|Federated|Service|CanonicalUser)"\s*:\s*"([^"]+)"/.exec(message)?.[1];
  return { principal: named ?? null };
}

/** A unique id of a role or user: IAM shows it in place of the ARN once the role or user is deleted. */
export function isUniqueId(principal: string): boolean {
  return /^(?:AROA|AIDA)[A-Z0-9]{12,}$/.test(principal);
}
