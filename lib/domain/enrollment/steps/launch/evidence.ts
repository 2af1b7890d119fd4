import { verbWords } from "#lib/domain/teleport/app-permissions-held.ts";
import type { AppLaunch } from "#lib/domain/teleport/types.ts";
import type { Observation } from "../../observation.ts";
import type { AuditLogView, LaunchTileView } from "../../launch-views.ts";
import { enrollmentApp } from "../app/enrollment-app.ts";
import { targetsOf } from "../access/targets.ts";

/** The newest launch of each role through this enrollment's app; servers that name no app leave only the role to go by. */
export function newestLaunches(o: Observation): ReadonlyMap<string, AppLaunch> {
  if (!o.launches.ok) return new Map();
  const app = enrollmentApp(o)?.name ?? null;
  const own = o.launches.value.launches.filter(
    (launch) => launch.app === null || app === null || launch.app === app,
  );
  const newest = new Map<string, AppLaunch>();
  for (const launch of own) {
    const known = newest.get(launch.roleArn);
    // Times of one form: as texts they are in order.
    if (!known || known.at < launch.at) newest.set(launch.roleArn, launch);
  }
  return newest;
}

/** Roles that were seen in use, by either witness. */
export function seenTargets(o: Observation): readonly string[] {
  const launches = newestLaunches(o);
  return [...targetsOf(o)]
    .filter(([arn, judgement]) => launches.has(arn) || (judgement?.role.lastUsedAt ?? null) !== null)
    .map(([arn]) => arn);
}

export function launchedOf(launch: AppLaunch | undefined): LaunchTileView["launched"] {
  return launch ? { by: launch.user, at: launch.at } : null;
}

/** What Teleport's audit log can say, or in words why it is not read: never a failure of the page. */
export function auditLogView({ launches }: Pick<Observation, "launches">): AuditLogView {
  if (launches.ok) return { readable: true, since: launches.value.since };
  const { code, what, why } = launches.problem;
  if (code === "teleport-access-denied") {
    return {
      readable: false,
      why: `The app’s Teleport role does not let it read the audit log (${verbWords({ kind: "event", verb: "list" })}), and nothing else needs it.`,
      remedy:
        "To have launches named here, give it the role with the audit log that “Enroll an account” shows.",
    };
  }
  if (code === "teleport-unsupported") {
    return { readable: false, why: "The version of this cluster lacks the call.", remedy: null };
  }
  return { readable: false, why: `${what} ${why}`, remedy: "Check again." };
}
