import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { AppLaunch, LaunchLog } from "#lib/domain/teleport/types.ts";
import type { Clock } from "#lib/enrollment/ports.ts";
import {
  AuditLogService,
  Order,
  type EventUnstructured,
} from "#lib/proto/gen/teleport/auditlog/v1/auditlog_pb.js";
import type { AuthClient } from "./auth-client.ts";

const dayMs = 24 * 60 * 60 * 1000;
const windowMs = 7 * dayMs;
/** What was written late, or by a server whose clock is behind: the next reading looks so far back again. */
const overlapMs = 10 * 60 * 1000;
/** Of a server whose clock is ahead. */
const aheadMs = 10 * 60 * 1000;
const pageSize = 500;
const pagesMax = 4;
/** Some logs are searched in seconds, not milliseconds; it is evidence, and nothing else shall wait for it. */
const pageTimeoutMs = 5_000;
const launchEvent = "app.session.start";

interface Known {
  launches: ReadonlyMap<string, AppLaunch>;
  sinceMs: number;
  untilMs: number;
}

/**
 * Launches of the last seven days. An audit log is dear to search: what was read once is kept, and each reading asks for
 * what is new. Of more than 2000 sessions at once the newest count.
 */
export function openLaunchLog(client: AuthClient, clock: Clock): { read(): Promise<LaunchLog> } {
  let known: Known | null = null;
  return {
    async read() {
      const nowMs = clock.now().getTime();
      const before = known;
      const fromMs = Math.max(nowMs - windowMs, before === null ? 0 : before.untilMs - overlapMs);
      const found = await newestFirst(client, fromMs, nowMs + aheadMs);
      const isGapless = before !== null && found.isWhole;
      const sinceMs = isGapless
        ? Math.max(before.sinceMs, nowMs - windowMs)
        : found.isWhole
          ? fromMs
          : found.oldestMs;
      const kept = isGapless ? [...before.launches] : [];
      const launches = new Map(
        [...kept, ...found.launches].filter(([, { at }]) => Date.parse(at) >= sinceMs),
      );
      known = { launches, sinceMs, untilMs: nowMs };
      return {
        launches: [...launches.values()].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)),
        since: new Date(sinceMs).toISOString(),
      };
    },
  };
}

interface Found {
  launches: (readonly [id: string, AppLaunch])[];
  /** Nothing older was left out. */
  isWhole: boolean;
  oldestMs: number;
}

async function newestFirst(client: AuthClient, fromMs: number, untilMs: number): Promise<Found> {
  const launches: Found["launches"] = [];
  let startKey = "";
  let oldestMs = untilMs;
  for (let page = 0; page < pagesMax; page += 1) {
    const { items, lastKey } = await client.read(
      AuditLogService,
      { verb: "list", kind: "event", name: "" },
      (service) =>
        service.getUnstructuredEvents(
          {
            namespace: "default",
            startDate: timestampFromDate(new Date(fromMs)),
            endDate: timestampFromDate(new Date(untilMs)),
            eventTypes: [launchEvent],
            limit: pageSize,
            startKey,
            order: Order.DESCENDING_UNSPECIFIED,
          },
          { timeoutMs: pageTimeoutMs },
        ),
    );
    for (const item of items) {
      const launch = mapLaunch(item);
      if (launch) launches.push([item.id, launch]);
      if (item.time) oldestMs = Math.min(oldestMs, timestampDate(item.time).getTime());
    }
    if (lastKey === "" || lastKey === startKey) return { launches, isWhole: true, oldestMs };
    startKey = lastKey;
  }
  return { launches, isWhole: false, oldestMs };
}

/** Null: a session of an app that is no AWS account. */
function mapLaunch({ type, time, unstructured }: EventUnstructured): AppLaunch | null {
  const text = (name: string): string => {
    const value = unstructured?.[name];
    return typeof value === "string" ? value : "";
  };
  const roleArn = text("aws_role_arn");
  const user = text("user");
  if (type !== launchEvent || roleArn === "" || user === "" || !time) return null;
  return { user, app: text("app_name") || null, roleArn, at: timestampDate(time).toISOString() };
}
