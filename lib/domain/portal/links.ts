import { launchUrl } from "#lib/domain/teleport/launch.ts";
import { consoleUris } from "#lib/domain/teleport/partition.ts";
import type { PortalEntry } from "./entry.ts";
import type { PortalView } from "./view.ts";

/**
 * The address that launches a role, or null where no safe one can be made: its origin is the configured web UI's, and
 * nothing that an app, a role or a page's own address says can lead elsewhere.
 */
export function consoleUrl(
  entry: Pick<PortalEntry, "arn" | "app">,
  cluster: PortalView["cluster"],
): string | null {
  if (!URL.canParse(cluster.webUrl)) return null;
  const web = new URL(cluster.webUrl);
  if (web.protocol !== "https:" && web.protocol !== "http:") return null;
  const url = launchUrl({
    webUrl: cluster.webUrl,
    cluster: cluster.name,
    publicAddr: entry.app.publicAddr,
    roleArn: entry.arn,
  });
  if (!URL.canParse(url)) return null;
  const made = new URL(url);
  return made.origin === web.origin && made.username === "" ? url : null;
}

/** The page that shows one role and launches it: account by id and role by name, both unique. */
export function openPath(entry: Pick<PortalEntry, "account" | "name">): string {
  return `/open/${encodeURIComponent(entry.account.accountId)}/${encodeURIComponent(entry.name)}`;
}

/** A page of the AWS console that somebody wants to land on. */
export interface ConsolePage {
  /** As the console's own addresses name it: `ec2`, `cloudwatch`. */
  service: string;
  /** `eu-west-1`. */
  region: string;
}

export const servicePattern = /^[a-z][a-z0-9-]{0,39}$/;
export const regionPattern = /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/;

/** Opens in the console session of this browser, after a launch: a launch itself always lands on the app's page. */
export function consolePageUrl(partition: string, { service, region }: ConsolePage): string | null {
  const base = Object.hasOwn(consoleUris, partition)
    ? consoleUris[partition as keyof typeof consoleUris]
    : undefined;
  if (base === undefined || !servicePattern.test(service) || !regionPattern.test(region)) return null;
  return `${base}${service}/home?region=${region}`;
}
