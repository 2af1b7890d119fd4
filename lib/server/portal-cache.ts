import "server-only";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import { valueOr, type AccountProfile } from "#lib/domain/enrollment/observation.ts";
import { withLocks } from "#lib/domain/teleport/locks.ts";
import type { AppServer, ClusterInfo, TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { attempt } from "./attempt.ts";
import { systemClock } from "./clock.ts";
import { container } from "./container.ts";
import { log } from "./log.ts";

/** What everybody's portal is made of. Teleport only: nothing here ever asks AWS. */
export interface PortalCluster {
  /** ISO 8601. */
  readAt: string;
  cluster: ClusterInfo;
  /** With the locks in force folded in. */
  users: readonly TeleportUser[];
  locksUnread: boolean;
  roles: readonly TeleportRole[];
  apps: readonly AppServer[];
}

export interface CachedCluster extends PortalCluster {
  /** Read from our own database for each page: a new name of an account shows at once. */
  profiles: readonly AccountProfile[];
  /** Why it is older than it should be. */
  problem: Problem | null;
}

interface Cache {
  last: PortalCluster | null;
  problem: Problem | null;
  underWay: Promise<void> | null;
  timer: NodeJS.Timeout | null;
  usedAtMs: number;
}

const maxAgeMs = 60_000;
/** Two processes, or ten, do not ask the cluster at the same moment. */
const refreshMs = { least: 25_000, most: 40_000 };
const idleAfterMs = 3 * 60_000;
/** So long a page waits for what is too old, before it shows that with its age. */
const patienceMs = 2_000;

const holder = globalThis as { awsAccessPortal?: Cache };

function cache(): Cache {
  holder.awsAccessPortal ??= { last: null, problem: null, underWay: null, timer: null, usedAtMs: 0 };
  return holder.awsAccessPortal;
}

/**
 * The cluster as last read, at most a minute old while the cluster answers: somebody who lost a role sees it no longer.
 * Throws AppError where it could never be read.
 */
export async function cachedCluster(): Promise<CachedCluster> {
  const current = cache();
  current.usedAtMs = systemClock.now().getTime();
  keepFresh(current);
  if (!current.last) await read(current);
  else if (ageMs(current.last) > maxAgeMs) await Promise.race([read(current), systemClock.sleep(patienceMs)]);
  const { accounts } = await container();
  const profiles = await accounts.list();
  if (!current.last) throw new AppError(current.problem ?? neverRead);
  const isOld = ageMs(current.last) > maxAgeMs;
  return { ...current.last, profiles, problem: isOld ? (current.problem ?? slowCluster) : null };
}

function ageMs({ readAt }: PortalCluster): number {
  return systemClock.now().getTime() - Date.parse(readAt);
}

/** Reads again now and then as long as somebody looks. */
function keepFresh(current: Cache): void {
  if (current.timer) return;
  const waitMs = refreshMs.least + Math.random() * (refreshMs.most - refreshMs.least);
  current.timer = setTimeout(() => {
    current.timer = null;
    if (systemClock.now().getTime() - current.usedAtMs > idleAfterMs) return;
    keepFresh(current);
    void read(current);
  }, waitMs);
  current.timer.unref();
}

/** Never throws: what went wrong is kept and shown. Callers at the same time share one reading. */
async function read(current: Cache): Promise<void> {
  current.underWay ??= readNow(current).finally(() => {
    current.underWay = null;
  });
  await current.underWay;
}

async function readNow(current: Cache): Promise<void> {
  try {
    const { teleport } = await container();
    const [cluster, users, locks, roles, apps] = await Promise.all([
      teleport.cluster(),
      teleport.listUsers(),
      attempt(teleport.locks()),
      teleport.listRoles(),
      teleport.listApps(),
    ]);
    const known = valueOr(locks, null);
    current.last = {
      readAt: systemClock.now().toISOString(),
      cluster,
      users: withLocks(users, known),
      locksUnread: known === null,
      roles,
      apps,
    };
    current.problem = null;
  } catch (error) {
    log.warn({ err: error }, "reading the cluster for the portal failed");
    current.problem = error instanceof AppError ? error.problem : unforeseen;
  }
}

const neverRead: Problem = {
  code: "teleport-unreachable",
  what: "Teleport has not been read yet.",
  why: "The cluster has not answered since this app started.",
  remedy: "Reload the page in a moment.",
};

const slowCluster: Problem = {
  code: "teleport-unreachable",
  what: "Teleport has not answered for a while.",
  why: "What is shown is as old as it says.",
  remedy: "You can still launch: Teleport decides anew each time.",
};

const unforeseen: Problem = {
  code: "unexpected",
  what: "Teleport could not be read.",
  why: "This failure has no name yet; the app’s log holds the details.",
  remedy: "Reload the page in a moment, or ask whoever runs this app.",
};
