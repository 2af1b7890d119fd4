import type { ServiceImpl } from "@connectrpc/connect";
import { timestampDate, type Timestamp } from "@bufbuild/protobuf/wkt";
import {
  Order,
  type AuditLogService,
  type EventUnstructured,
} from "#lib/proto/gen/teleport/auditlog/v1/auditlog_pb.js";
import { badParameter } from "./errors.ts";
import { requirePermission, sessionOf } from "./session.ts";

const limitDefault = 500;
const limitMax = 10_000;

const msOf = (time: Timestamp | undefined, otherwise: number): number =>
  time ? timestampDate(time).getTime() : otherwise;

export function auditLogService(): ServiceImpl<typeof AuditLogService> {
  return {
    getUnstructuredEvents(request, context) {
      const session = sessionOf(context);
      requirePermission(session, "event", "list");
      const { limit, eventTypes, startKey, order } = request;
      if (limit > limitMax) throw badParameter(`limit ${limit} exceeds ${limitMax}`);
      const fromMs = msOf(request.startDate, 0);
      const untilMs = msOf(request.endDate, Number.POSITIVE_INFINITY);
      const isAscending = order === Order.ASCENDING;
      const isWanted = ({ type, time }: EventUnstructured): boolean =>
        (eventTypes.length === 0 || eventTypes.includes(type)) &&
        msOf(time, 0) >= fromMs &&
        msOf(time, 0) <= untilMs;
      const inTime = session.view.list("event").filter(({ row }) => isWanted(row));
      const ordered = isAscending ? inTime : inTime.toReversed();
      const rest = ordered.filter(
        ({ key }) => startKey === "" || (isAscending ? key > startKey : key < startKey),
      );
      const page = rest.slice(0, limit > 0 ? limit : limitDefault);
      return {
        items: page.map(({ row }) => row),
        lastKey: page.length < rest.length ? (page.at(-1)?.key ?? "") : "",
      };
    },
  };
}
