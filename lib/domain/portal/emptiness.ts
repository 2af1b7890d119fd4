import type { AppAccess } from "#lib/domain/access/types.ts";
import type { TeleportUser } from "#lib/domain/teleport/types.ts";
import type { PortalEmptiness } from "./view.ts";

interface Holder {
  user: TeleportUser;
  /** AWS apps that the person sees, all without a role in them. */
  apps: readonly AppAccess[];
  /** There is something that they may ask for. */
  mayRequest: boolean;
}

/** Why a portal is empty, most telling first, and whom it takes to change that. */
export function emptinessOf({ user, apps, mayRequest }: Holder): PortalEmptiness {
  if (user.locked) {
    return {
      title: `${user.name} is locked in Teleport`,
      reasons: [
        "A locked user can’t sign in to Teleport and opens nothing. Ask your Teleport administrators to remove the lock.",
      ],
    };
  }
  return {
    title: "There is no AWS role for you yet",
    reasons: [holds(user), ...seesOnly(apps), ...(mayRequest ? [requests] : []), asks(user)],
  };
}

function holds({ name, roles }: TeleportUser): string {
  if (roles.length === 0) return `Your Teleport user ${name} holds no Teleport role.`;
  const named = roles.join(", ");
  return roles.length === 1
    ? `Your Teleport user ${name} holds the Teleport role ${named}, which gives no AWS role.`
    : `Your Teleport user ${name} holds the Teleport roles ${named}. None of them gives an AWS role.`;
}

function seesOnly(apps: readonly AppAccess[]): string[] {
  if (apps.length === 0) return [];
  const names = apps.map(({ app }) => app).join(", ");
  const one = apps.length === 1;
  return [
    `You may see the ${one ? "app" : "apps"} ${names}, but no role in ${one ? "it" : "them"} is given to you.`,
  ];
}

const requests = "There are roles that you may ask for: they stand below, with the way to request them.";

function asks(user: TeleportUser): string {
  const route = user.sso
    ? "Your Teleport roles come from your identity provider at each sign-in."
    : "New roles count from your next sign-in to Teleport.";
  return `Ask whoever manages access to AWS in your organisation, and name the account and the role that you need. ${route}`;
}
