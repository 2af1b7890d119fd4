import { createContextKey, type HandlerContext } from "@connectrpc/connect";
import type { RoleV6 } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import type { UserV2 } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import { permits, type ResourceKind, type Verb } from "../rbac/rules.ts";
import type { Traits } from "../rbac/template.ts";
import type { View } from "../store/tables.ts";
import { accessDenied } from "./errors.ts";

/** What the client certificate says. */
export interface PeerIdentity {
  userName: string;
  roleNames: readonly string[];
}

/** One call: who makes it, and the state that its reads see. */
export interface Session {
  user: UserV2;
  roles: readonly RoleV6[];
  view: View;
}

export const peerKey = createContextKey<PeerIdentity | null>(null);
export const sessionKey = createContextKey<Session | null>(null);
const botLabel = "teleport.internal/bot";

/** Finds the caller; a user or role that is gone since the certificate was issued counts no more. */
export function openSession(peer: PeerIdentity | null, view: View): Session {
  const user = peer ? view.get("user", peer.userName) : null;
  if (!peer || !user)
    throw accessDenied("access denied: the client certificate names no user of this cluster");
  const roles = peer.roleNames.flatMap((name) => view.get("role", name) ?? []);
  return { user, roles, view };
}

export function sessionOf(context: HandlerContext): Session {
  const session = context.values.get(sessionKey);
  if (!session) throw accessDenied("access denied: no caller");
  return session;
}

export function traitsOf(user: UserV2): Traits {
  const entries = Object.entries(user.Spec?.Traits?.Values ?? {});
  return Object.fromEntries(entries.map(([name, values]) => [name, values.Values]));
}

export function isBot(user: UserV2): boolean {
  return Object.hasOwn(user.Metadata?.Labels ?? {}, botLabel);
}

/** Refuses unless the caller's roles permit all of the verbs. */
export function requirePermission(session: Session, kind: ResourceKind, ...verbs: Verb[]): void {
  for (const verb of verbs) {
    if (!permits(session.roles, kind, verb)) {
      throw accessDenied(`access denied to perform action "${verb}" on "${kind}"`);
    }
  }
}

/** Administrative actions want a second factor from people; a bot has none and is exempt. */
export function requireAdminAction(session: Session): void {
  if (!isBot(session.user)) {
    throw accessDenied("this administrative action requires multi-factor verification");
  }
}
