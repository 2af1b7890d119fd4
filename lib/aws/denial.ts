/** What AWS's AccessDenied message says. Null parts are not in it. */
export interface Denial {
  action: string | null;
  resource: string | null;
  principal: string | null;
  /** Why, in words. */
  why: string;
}

const policyKinds: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/service control polic/i, "a service control policy of the organization"],
  [/resource control polic/i, "a resource control policy of the organization"],
  [/permissions boundary/i, "the permissions boundary of the identity"],
  [/session polic/i, "the session policy of these credentials"],
  [/VPC endpoint polic/i, "the policy of the VPC endpoint"],
  [/role trust polic/i, "the trust policy of the role"],
  [/resource-based polic/i, "the policy of the resource"],
  [/identity-based polic/i, "a policy of the identity"],
];

/** From AWS's page on access denied messages: "with an explicit deny in a …", "because no … allows the … action". */
function whyDenied(message: string): string {
  const explicit = /with an explicit deny in (?:a |an |the )?([^.]+)/i.exec(message)?.[1];
  if (explicit !== undefined) {
    const kind = policyKinds.find(([pattern]) => pattern.test(explicit))?.[1] ?? explicit.trim();
    return `An explicit deny stands in ${kind}; no allow elsewhere can lift it.`;
  }
  const missing = /because no ([^.]+?) allows/i.exec(message)?.[1];
  if (missing !== undefined) {
    const kind = policyKinds.find(([pattern]) => pattern.test(missing))?.[1] ?? missing.trim();
    return `Nothing in ${kind} allows it.`;
  }
  return "AWS does not say which policy refuses it.";
}

export function readDenial(message: string): Denial {
  const part = (pattern: RegExp): string | null => pattern.exec(message)?.[1] ?? null;
  return {
    action: part(/(?:to perform|perform):? ?([a-z0-9-]+:[A-Za-z]+)/),
    resource: part(/on resource: (?:role )?(\S+)/),
    principal: part(/User: (\S+)/),
    why: whyDenied(message),
  };
}
