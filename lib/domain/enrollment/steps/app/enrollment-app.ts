import { accountLabel, integrationLabel } from "#lib/domain/teleport/labels.ts";
import { consoleUris } from "#lib/domain/teleport/partition.ts";
import { publicAddress } from "#lib/domain/teleport/documents.ts";
import { hostOf } from "#lib/domain/teleport/launch.ts";
import type { AppServer, ClusterInfo } from "#lib/domain/teleport/types.ts";
import { homeOf } from "../../home.ts";
import { valueOr, type Observation } from "../../observation.ts";

/**
 * The app servers that this enrollment's integration serves: the one named like the integration, with its replicas,
 * else one that somebody named otherwise. In a fixed order, so that equal observations give equal plans.
 */
export function enrollmentApps(o: Pick<Observation, "integrationName" | "apps">): readonly AppServer[] {
  const served = valueOr(o.apps, [])
    .filter(({ integration }) => integration === o.integrationName)
    .toSorted((a, b) => compare(a.name, b.name) || compare(a.hostId, b.hostId));
  const named = served.filter(({ name }) => name === o.integrationName);
  if (named.length > 0) return named;
  const [first] = served;
  return first ? served.filter(({ name }) => name === first.name) : [];
}

export function enrollmentApp(o: Pick<Observation, "integrationName" | "apps">): AppServer | null {
  return enrollmentApps(o)[0] ?? null;
}

/** Where people's browsers find the app, or would once it is created. Without the port. */
export function appHost(
  o: Pick<Observation, "integrationName" | "apps">,
  { publicHost }: Pick<ClusterInfo, "publicHost">,
): string {
  const app = enrollmentApp(o);
  return app ? hostOf(app.publicAddr) : publicAddress(o.integrationName, publicHost);
}

/** Every app that opens an AWS console. */
export function isAwsApp({ cloud, integration, uri }: AppServer): boolean {
  return integration !== "" || cloud === "AWS" || consoles.some((console) => uri.startsWith(console));
}

const consoles = Object.values(consoleUris).map((uri) => uri.replace(/\/$/, ""));

/** Whether the account has an app besides this enrollment's: then the account's label alone does not tell them apart. */
export function sharesAccount(o: Observation): boolean {
  const { accountId } = homeOf(o);
  const own = enrollmentApp(o)?.name ?? o.integrationName;
  return valueOr(o.apps, []).some(
    (app) => app.name !== own && isAwsApp(app) && labelOf(app, accountLabel) === accountId,
  );
}

export function labelOf(app: Pick<AppServer, "labels">, key: string): string | undefined {
  return Object.hasOwn(app.labels, key) ? app.labels[key] : undefined;
}

/** What of our labels an app lacks: the account's always, the integration's where the account has a second app. */
export function missingLabels(o: Observation, app: AppServer): Readonly<Record<string, string>> {
  const wanted = {
    [accountLabel]: homeOf(o).accountId,
    ...(sharesAccount(o) ? { [integrationLabel]: o.integrationName } : {}),
  };
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => labelOf(app, key) !== value));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
