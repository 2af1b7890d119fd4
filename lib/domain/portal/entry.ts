import { arnParts } from "./role-arn.ts";
import type { PortalAccount, PortalApp, PortalRole, PortalVerdict, PortalView } from "./view.ts";

/** One role of the portal with everything that its row shows. */
export interface PortalEntry {
  /** The same as long as app and ARN are the same: pins and recents are kept by it. */
  key: string;
  arn: string;
  partition: string;
  name: string;
  /** With leading and trailing slash. */
  path: string;
  account: PortalAccount;
  app: PortalApp;
  /** Several apps open this very role: then the app's name has to be shown. */
  isOneOfSeveral: boolean;
  verdict: PortalVerdict;
  granted: PortalRole["granted"];
  /** As in `PortalRole`; null: AWS knows of no use, or was not read. */
  lastUsedAt: string | null;
}

export function entryKey(role: Pick<PortalRole, "arn" | "app">): string {
  return `${role.arn}#${role.app}`;
}

/** The view's roles, in its order, with what they refer to. */
export function entriesOf(
  view: Pick<PortalView, "roles" | "accounts" | "apps" | "verdicts">,
): readonly PortalEntry[] {
  const accounts = new Map(view.accounts.map((account) => [account.accountId, account]));
  const apps = new Map(view.apps.map((app) => [app.name, app]));
  const timesOffered = new Map<string, number>();
  for (const { arn } of view.roles) timesOffered.set(arn, (timesOffered.get(arn) ?? 0) + 1);
  return view.roles.flatMap((role): PortalEntry[] => {
    const { accountId, partition, path, name } = arnParts(role.arn);
    const account = accounts.get(accountId);
    const app = apps.get(role.app);
    const verdict = view.verdicts[role.verdict];
    if (!account || !app || !verdict) return [];
    const isOneOfSeveral = (timesOffered.get(role.arn) ?? 0) > 1;
    const { arn, granted, lastUsedAt = null } = role;
    return [
      {
        key: entryKey(role),
        arn,
        partition,
        name,
        path,
        account,
        app,
        isOneOfSeveral,
        verdict,
        granted,
        lastUsedAt,
      },
    ];
  });
}
