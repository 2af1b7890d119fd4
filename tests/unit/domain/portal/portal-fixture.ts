import { entriesOf, type PortalEntry } from "#lib/domain/portal/entry.ts";
import { portalView, type PortalFacts } from "#lib/domain/portal/portal-view.ts";
import type { PortalAccount, PortalRole, PortalView } from "#lib/domain/portal/view.ts";
import { at } from "../../../support/observation/names.ts";
import { accessRole, appServer, cluster, teleportUser } from "../../../support/observation/teleport.ts";

export const auditor = "arn:aws:iam::123456789012:role/audit/ReadOnlyAuditor";
export const developer = "arn:aws:iam::123456789012:role/Developer";
export const operator = "arn:aws:iam::123456789012:role/Operator";

/** alice, who holds one access role of one account; nothing was read of AWS. */
export function facts(over: Partial<PortalFacts> = {}): PortalFacts {
  return {
    user: teleportUser("alice", { roles: ["auditors"] }),
    confirmed: null,
    viewAs: null,
    sessionEndsAt: null,
    readAt: at,
    problem: null,
    locksUnread: false,
    cluster: cluster(),
    roles: [accessRole("auditors", auditor)],
    apps: [appServer()],
    profiles: [],
    observationOf: () => null,
    ...over,
  };
}

export function viewOf(over: Partial<PortalFacts> = {}): PortalView {
  return portalView(facts(over));
}

/** Accounts and roles as the page has them: `roles` by account id, each with its path. */
export function entries(
  accounts: readonly (Pick<PortalAccount, "accountId" | "name"> & Partial<PortalAccount>)[],
  roles: Readonly<Record<string, readonly string[]>>,
): readonly PortalEntry[] {
  return entriesOf({
    accounts: accounts.map(({ accountId, name, ...more }) => ({
      accountId,
      name,
      alias: more.alias ?? null,
      colour: "blue",
      environment: more.environment ?? null,
      contact: null,
      doubts: [],
    })),
    apps: Object.keys(roles).map((accountId) => ({
      name: `app-${accountId}`,
      publicAddr: `app-${accountId}.teleport.acme.test`,
      byIntegration: true,
    })),
    verdicts: [{ state: "ready", label: "ready", words: null, at: null }],
    roles: Object.entries(roles).flatMap(([accountId, names]) =>
      names.map((name): PortalRole => ({
        arn: `arn:aws:iam::${accountId}:role${name}`,
        app: `app-${accountId}`,
        verdict: 0,
        granted: "yes",
      })),
    ),
  });
}

export const company = entries(
  [
    {
      accountId: "123456789012",
      name: "Acme Production",
      alias: "acme-prod",
      environment: "production",
    },
    { accountId: "210987654321", name: "Acme Development", environment: "development" },
    { accountId: "001234567890", name: "Überprüfung Süd" },
  ],
  {
    "123456789012": ["/finance/BillingAnalyst", "/Developer", "/audit/ReadOnlyAuditor"],
    "210987654321": ["/Admin", "/Developer"],
    "001234567890": ["/Developers"],
  },
);
