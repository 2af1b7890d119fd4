import "server-only";
import type { Viewer } from "#lib/auth/viewer.ts";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import { entriesOf } from "#lib/domain/portal/entry.ts";
import { openTarget, type OpenTarget } from "#lib/domain/portal/open-target.ts";
import { portalView } from "#lib/domain/portal/portal-view.ts";
import type { PortalChoiceView, PortalView } from "#lib/domain/portal/view.ts";
import type { TeleportRole } from "#lib/domain/teleport/types.ts";
import type { HeaderView } from "#lib/domain/enrollment/views.ts";
import { headerOf } from "./header.ts";
import { lastObservation, renewAccepted } from "./observations.ts";
import { cachedCluster, type CachedCluster } from "./portal-cache.ts";
import {
  asPerson,
  meantUser,
  noSuchUser,
  readPersonNow,
  readUser,
  type PortalPerson,
} from "./portal-person.ts";
import { identify, requireUser } from "./viewer.ts";

type Failed = { kind: "failed"; problem: Problem };

export type PortalPage =
  | { kind: "portal"; view: PortalView }
  /** An admin who is nobody in Teleport says whose portal to show. */
  | { kind: "choice"; view: PortalChoiceView }
  | Failed;

/** What stands around every page of the portal. What troubles the admins' half is told to admins only. */
export async function portalFrame(): Promise<{ header: HeaderView; viewer: Viewer }> {
  const viewer = await requireUser();
  const header = await headerOf(viewer.name);
  return { header: viewer.admin ? header : { ...header, notices: [] }, viewer };
}

/** `as`: whose portal an admin wants to see; from everybody else it is ignored. */
export async function portalPage(as: string | null): Promise<PortalPage> {
  const viewer = await requireUser();
  const name = meantUser(viewer, as);
  return await orFailed(async () => {
    const cluster = await cachedCluster();
    await renewAccepted();
    const cached = cluster.users.find((each) => each.name === name) ?? null;
    const isOwn = name !== null && name === viewer.name;
    // Who signs in for the first time, or anew with other roles, must not wait for the cache to hear of it.
    const user = isOwn ? await readUser(name, cached) : cached;
    if (user) return { kind: "portal", view: viewOf(asPerson(user, viewer), cluster, cluster.roles) };
    if (viewer.admin) return { kind: "choice", view: choiceOf(cluster, name) };
    return { kind: "failed", problem: noSuchUser(name ?? viewer.name) };
  });
}

export type OpenPage =
  | { kind: "open"; view: PortalView; target: OpenTarget }
  | { kind: "choice"; view: PortalChoiceView }
  | Failed;

/** One role by its address. Teleport is asked at this moment: who has lost a role is refused at once. */
export async function openPage(account: string, roleName: string, as: string | null): Promise<OpenPage> {
  await requireUser();
  // Not what was known of them half a minute ago.
  const identified = await identify(true);
  if (!identified.ok) return { kind: "failed", problem: identified.problem };
  const { viewer } = identified;
  const name = meantUser(viewer, as);
  return await orFailed(async () => {
    const cluster = await cachedCluster();
    if (name === null) return { kind: "choice", view: choiceOf(cluster, null) };
    const { person, roles } = await readPersonNow(name, viewer);
    await renewAccepted();
    // What could be asked for comes from the cache: it opens nothing.
    const others = cluster.roles.filter((role) => !person.user.roles.includes(role.name));
    const view = viewOf(person, cluster, [...roles, ...others]);
    return { kind: "open", view, target: openTarget(entriesOf(view), account, roleName) };
  });
}

async function orFailed<T>(build: () => Promise<T>): Promise<T | Failed> {
  try {
    return await build();
  } catch (error) {
    if (error instanceof AppError) return { kind: "failed", problem: error.problem };
    throw error;
  }
}

function viewOf(person: PortalPerson, cached: CachedCluster, roles: readonly TeleportRole[]): PortalView {
  const { readAt, problem, cluster, apps, profiles, locksUnread } = cached;
  return portalView({
    ...person,
    readAt,
    problem,
    locksUnread,
    cluster,
    apps,
    roles,
    profiles,
    observationOf: lastObservation,
  });
}

function choiceOf(
  { users, readAt, problem, cluster }: CachedCluster,
  unknownName: string | null,
): PortalChoiceView {
  const people = users
    .filter(({ isBot, isSystem }) => !isBot && !isSystem)
    .map(({ name, sso, roles, locked }) => ({
      name,
      kind: sso ? ("sso" as const) : ("local" as const),
      roles,
      locked,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { people, unknownName, readAt, problem, cluster: cluster.name };
}
