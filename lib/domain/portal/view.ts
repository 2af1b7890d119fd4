import type { AccountColour } from "#lib/domain/enrollment/observation.ts";
import type { Problem } from "#lib/domain/errors.ts";

/* Plain data for the portal's pages. It may hold thousands of roles: what is equal for many stands once. */

/** An account as people find it. */
export interface PortalAccount {
  accountId: string;
  /** As the admins call it, else its alias, else the app's name. */
  name: string;
  /** As AWS calls it, where that was read. */
  alias: string | null;
  colour: AccountColour;
  environment: string | null;
  /** Whom to ask. */
  contact: string | null;
  /** What could add or take roles and can't be evaluated here, in words. */
  doubts: readonly string[];
}

export interface PortalApp {
  name: string;
  publicAddr: string;
  /** False: an agent with AWS credentials of its own serves it. */
  byIntegration: boolean;
}

/** What is known of a launch before it is tried. A prediction: only `fails` keeps from launching. */
export interface PortalVerdict {
  state: "ready" | "ready-if" | "fails" | "unknown";
  /** A few words for the row. */
  label: string;
  /** The deciding cause as a whole sentence; null where it is ready. */
  words: string | null;
  /** ISO 8601: when AWS was read; null: never. */
  at: string | null;
}

export interface PortalRole {
  arn: string;
  /** Name of the app that opens it. */
  app: string;
  /** Place in the view's verdicts: the same one holds for many roles. */
  verdict: number;
  /**
   * `unknown`: whether Teleport grants it depends on what can't be evaluated here; `unconfirmed`: a Teleport role grants
   * it that could be neither confirmed nor refuted (access lists).
   */
  granted: "yes" | "unconfirmed" | "unknown";
  /** ISO 8601: the last use that AWS knew of when it was read, by whomever; absent where it knew of none. */
  lastUsedAt?: string;
}

/** A role that the person does not have, and may ask for. */
export interface PortalRequestable {
  arn: string;
  app: string;
  /** The Teleport role to request. */
  teleportRole: string;
}

/** Why there is nothing to open, what to do about it, and what to quote when asking. */
export interface PortalEmptiness {
  title: string;
  reasons: readonly string[];
}

export interface PortalView {
  /** Teleport user name. */
  user: string;
  /** Set when somebody else looks at this user's portal. */
  viewAs: { viewer: string } | null;
  /** ISO 8601: when Teleport was read. */
  readAt: string;
  /** Why what is shown is older than it should be. */
  problem: Problem | null;
  cluster: { name: string; webUrl: string; proxyAddress: string };
  /** ISO 8601: when the person's Teleport session ends, where that is known. */
  sessionEndsAt: string | null;
  /** What would make every launch of this person fail. */
  warnings: readonly string[];
  accounts: readonly PortalAccount[];
  apps: readonly PortalApp[];
  verdicts: readonly PortalVerdict[];
  /** By account, as `accounts` are ordered, then by name. */
  roles: readonly PortalRole[];
  requestable: readonly PortalRequestable[];
  /** Null as soon as there is a role. */
  emptiness: PortalEmptiness | null;
}

/** Whose portal to look at, for an admin who has none of their own here. */
export interface PortalChoiceView {
  people: readonly { name: string; kind: "local" | "sso"; roles: readonly string[]; locked: boolean }[];
  /** A name that was asked for and that Teleport does not know. */
  unknownName: string | null;
  readAt: string;
  problem: Problem | null;
  cluster: string;
}
