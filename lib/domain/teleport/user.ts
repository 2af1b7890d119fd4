import { parseTemplate, type TemplateExpression } from "#lib/domain/access/template-parse.ts";

import type { TeleportRole, TeleportUser } from "./types.ts";

/** The trait that holds the role ARNs of one user. */
export const roleArnsTrait = "aws_role_arns";

/** The user's role ARNs, empty where the trait is missing. */
export function roleArnsOf(user: Pick<TeleportUser, "traits">): readonly string[] {
  return Object.hasOwn(user.traits, roleArnsTrait) ? (user.traits[roleArnsTrait] ?? []) : [];
}

/** The trait with these ARNs added: what was there stays, in its order. */
export function mergeRoleArnsTrait(
  user: Pick<TeleportUser, "traits">,
  arns: readonly string[],
): readonly string[] {
  return [...new Set([...roleArnsOf(user), ...arns])];
}

/** Whether the trait has any effect for the user: some role of theirs names it among its role ARNs. */
export function readsRoleArnsTrait(
  user: Pick<TeleportUser, "roles">,
  roles: readonly Pick<TeleportRole, "name" | "allow">[],
): boolean {
  const held = new Set(user.roles);
  return roles.some(({ name, allow }) => held.has(name) && allow.awsRoleArns.some(namesRoleArnsTrait));
}

function namesRoleArnsTrait(value: string): boolean {
  const parsed = parseTemplate(value);
  return parsed.kind === "template" && readsTrait(parsed.template.expression);
}

// Teleport reads local and external traits from one map, so that both namespaces mean the same trait.
function readsTrait(expression: TemplateExpression): boolean {
  switch (expression.kind) {
    case "text":
      return false;
    case "trait":
      return (
        expression.name === roleArnsTrait &&
        (expression.namespace === "internal" || expression.namespace === "external")
      );
    case "call":
      return expression.args.some(readsTrait);
  }
}

/** How access reaches a user, with the words to show. */
export type GrantRoute =
  | { route: "direct"; words: string }
  /** The identity provider rebuilds the user at each sign-in: what is written to it does not last. */
  | { route: "identity-provider"; words: string }
  /** Bots, Teleport's own users, and the user that this app runs as: never given access. */
  | { route: "never"; words: string };

export function grantRoute(
  user: Pick<TeleportUser, "name" | "sso" | "isBot" | "isSystem">,
  ownUserName: string,
): GrantRoute {
  const { name, sso } = user;
  if (name === ownUserName) {
    return {
      route: "never",
      words: `${name} is the user that this app runs as. It is never given access to AWS.`,
    };
  }
  if (user.isBot)
    return { route: "never", words: `${name} is a bot. Bots are never given access to AWS here.` };
  if (user.isSystem) return { route: "never", words: `${name} belongs to Teleport itself.` };
  if (sso !== null) {
    return {
      route: "identity-provider",
      words: `${name} signs in through the ${sso.connectorType} connector ${sso.connectorId}, which sets roles and traits anew at each sign-in. Map the role ARNs there, with the role template.`,
    };
  }
  return { route: "direct", words: `Counts from ${name}'s next sign-in.` };
}
