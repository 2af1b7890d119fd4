import { defaultColour } from "#lib/domain/enrollment/account-profile.ts";
import type { AccountProfile } from "#lib/domain/enrollment/observation.ts";
import type { PortalAccount } from "./view.ts";

interface AccountFacts {
  accountId: string;
  profile: AccountProfile | undefined;
  alias: string | null;
  /** Stands in where nobody has named the account. */
  appName: string;
  doubts: readonly string[];
}

export function portalAccount({ accountId, profile, alias, appName, doubts }: AccountFacts): PortalAccount {
  return {
    accountId,
    name: profile?.displayName ?? alias ?? appName,
    alias,
    colour: profile?.colour ?? defaultColour(accountId),
    environment: profile?.environment ?? null,
    contact: profile?.contact ?? null,
    doubts,
  };
}

/** By name as people read it, then by id: the same on every machine, and every day. */
export function byAccountName(a: PortalAccount, b: PortalAccount): number {
  return compareText(a.name.toLowerCase(), b.name.toLowerCase()) || compareText(a.accountId, b.accountId);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
