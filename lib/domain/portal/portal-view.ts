import { evaluateAccess } from "#lib/domain/access/evaluate.ts";
import type { AppAccess, UnknownReason } from "#lib/domain/access/types.ts";
import type { AccountProfile, Observation } from "#lib/domain/enrollment/observation.ts";
import { isAwsApp } from "#lib/domain/enrollment/steps/app/enrollment-app.ts";
import { judgementsOf } from "#lib/domain/enrollment/steps/trust/judgement.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { accountLabel } from "#lib/domain/teleport/labels.ts";
import type { AppServer, ClusterInfo, TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { byAccountName, compareText, portalAccount } from "./accounts.ts";
import { emptinessOf } from "./emptiness.ts";
import { requestableRoles } from "./requestable.ts";
import { arnParts } from "./role-arn.ts";
import { sessionNameWarning } from "./session-name.ts";
import { portalVerdict } from "./verdict.ts";
import { verdictTable } from "./verdict-table.ts";
import type { PortalAccount, PortalRole, PortalView } from "./view.ts";

export interface PortalFacts {
  user: TeleportUser;
  /** What of the user's roles and traits the cluster confirms now; null: all of it. The rest counts, and is marked. */
  confirmed: Pick<TeleportUser, "roles" | "traits"> | null;
  viewAs: PortalView["viewAs"];
  sessionEndsAt: string | null;
  /** Everything below is the server's cache. */
  readAt: string;
  problem: Problem | null;
  /** Whether a lock shuts the person out is not known. */
  locksUnread: boolean;
  cluster: ClusterInfo;
  roles: readonly TeleportRole[];
  apps: readonly AppServer[];
  profiles: readonly AccountProfile[];
  /** What was last read of the account behind an integration; null: nothing. */
  observationOf: (integration: string) => Observation | null;
}

/** One person's portal: what Teleport grants, with what AWS would say to it. */
export function portalView(facts: PortalFacts): PortalView {
  const { cluster, user } = facts;
  const apps = awsApps(facts.apps);
  const access = accessOf(facts, user, apps);
  const confirmed = facts.confirmed
    ? arnsByApp(accessOf(facts, { ...user, ...facts.confirmed }, apps))
    : null;
  const offers = access.flatMap((each) => offersOf(each, confirmed));
  const requestable = user.locked
    ? []
    : requestableRoles({
        user,
        roles: facts.roles,
        apps: [...apps.values()],
        has: new Set(offers.map(({ arn }) => arn)),
      });
  const accounts = accountsOf(facts, apps, access, [...offers, ...requestable]);
  const place = new Map(accounts.map(({ accountId }, at) => [accountId, at]));
  const table = verdictTable();
  const roles = offers
    .toSorted((a, b) => inOrder(a, b, place))
    .map(({ arn, app, granted }): PortalRole => {
      const server = apps.get(app);
      const observation = server?.integration ? facts.observationOf(server.integration) : null;
      const lastUsedAt = observation && judgementsOf(observation).get(arn)?.role.lastUsedAt;
      return {
        arn,
        app,
        granted,
        ...(lastUsedAt ? { lastUsedAt } : {}),
        verdict: table.add(portalVerdict(arn, { integration: server?.integration ?? "" }, observation)),
      };
    });
  const used = new Set(roles.map(({ app }) => app));
  return {
    user: user.name,
    viewAs: facts.viewAs,
    readAt: facts.readAt,
    problem: facts.problem,
    cluster: { name: cluster.name, webUrl: cluster.webUrl, proxyAddress: cluster.publicAddress },
    sessionEndsAt: facts.sessionEndsAt,
    warnings: roles.length > 0 ? [...lockWarning(facts), ...sessionNameWarning(user.name)] : [],
    accounts,
    apps: [...apps.values()]
      .filter(({ name }) => used.has(name))
      .map(({ name, publicAddr, integration }) => ({ name, publicAddr, byIntegration: integration !== "" })),
    verdicts: table.all,
    roles,
    requestable,
    emptiness:
      roles.length > 0 ? null : emptinessOf({ user, apps: access, mayRequest: requestable.length > 0 }),
  };
}

/** Whoever is signed in is not locked: Teleport itself sees to that. */
function lockWarning({ viewAs, user, locksUnread }: PortalFacts): string[] {
  return viewAs !== null && locksUnread
    ? [`Whether ${user.name} is locked in Teleport is not known: the app may not read locks, or could not.`]
    : [];
}

function accessOf(
  { roles }: PortalFacts,
  user: TeleportUser,
  apps: ReadonlyMap<string, AppServer>,
): readonly AppAccess[] {
  return user.locked ? [] : evaluateAccess({ user, roles, apps: [...apps.values()] });
}

type ArnsByApp = ReadonlyMap<string, ReadonlySet<string>>;

function arnsByApp(access: readonly AppAccess[]): ArnsByApp {
  return new Map(access.map(({ app, roleArns }) => [app, new Set(roleArns.map(({ arn }) => arn))]));
}

/** By name, once each: a second host id is a replica. */
function awsApps(servers: readonly AppServer[]): ReadonlyMap<string, AppServer> {
  return new Map(servers.filter(isAwsApp).map((server) => [server.name, server]));
}

interface Offer {
  arn: string;
  app: string;
  granted: PortalRole["granted"];
}

/** What a tile certainly offers, then what it may offer: unknown is never shown as no. */
function offersOf({ app, roleArns, unknown }: AppAccess, confirmed: ArnsByApp | null): Offer[] {
  const certain = roleArns.map(({ arn }) => arn);
  const isConfirmed = (arn: string) => confirmed === null || confirmed.get(app)?.has(arn) === true;
  const perhaps = new Set(unknown.flatMap(({ arns }) => arns).filter((arn) => !certain.includes(arn)));
  return [
    ...certain.map((arn): Offer => ({ arn, app, granted: isConfirmed(arn) ? "yes" : "unconfirmed" })),
    ...[...perhaps].map((arn): Offer => ({ arn, app, granted: "unknown" })),
  ];
}

function accountsOf(
  { profiles, observationOf }: PortalFacts,
  apps: ReadonlyMap<string, AppServer>,
  access: readonly AppAccess[],
  offers: readonly Pick<Offer, "arn" | "app">[],
): PortalAccount[] {
  const appOf = new Map<string, string>();
  for (const { arn, app } of offers) {
    const { accountId } = arnParts(arn);
    if (!appOf.has(accountId)) appOf.set(accountId, app);
  }
  const known = new Map(profiles.map((profile) => [profile.accountId, profile]));
  const unknownOf = new Map(access.map(({ app, unknown }) => [app, unknown]));
  return [...appOf]
    .map(([accountId, app]) => {
      const scan = observationOf(apps.get(app)?.integration ?? "")?.scan;
      const read = scan?.ok && scan.value.accountId === accountId ? scan.value : null;
      return portalAccount({
        accountId,
        profile: known.get(accountId),
        alias: read?.alias ?? null,
        appName: app,
        doubts: doubtsOf(accountId, apps, unknownOf),
      });
    })
    .toSorted(byAccountName);
}

/** Of all apps that carry the account's label. */
function doubtsOf(
  accountId: string,
  apps: ReadonlyMap<string, AppServer>,
  unknownOf: ReadonlyMap<string, readonly UnknownReason[]>,
): string[] {
  const reasons = [...apps.values()]
    .filter(({ labels }) => Object.hasOwn(labels, accountLabel) && labels[accountLabel] === accountId)
    .flatMap(({ name }) => unknownOf.get(name) ?? []);
  return [...new Set(reasons.map(doubtWords))];
}

const kinds: Readonly<Record<UnknownReason["what"], string>> = {
  "label-expression": "a label expression",
  "label-pattern": "a label pattern",
  template: "a template",
};

function doubtWords({ what, side, role, text }: UnknownReason): string {
  const effect = side === "allow" ? "may give further roles here" : "may take roles here";
  return `The Teleport role ${role} ${effect}: that depends on ${kinds[what]} that only Teleport evaluates (${text}).`;
}

function inOrder(a: Offer, b: Offer, place: ReadonlyMap<string, number>): number {
  const one = arnParts(a.arn);
  const other = arnParts(b.arn);
  const byAccount = (place.get(one.accountId) ?? 0) - (place.get(other.accountId) ?? 0);
  return (
    byAccount ||
    compareText(one.name.toLowerCase(), other.name.toLowerCase()) ||
    compareText(a.arn, b.arn) ||
    compareText(a.app, b.app)
  );
}
