import { randomUUID } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { EventUnstructuredSchema } from "#lib/proto/gen/teleport/auditlog/v1/auditlog_pb.js";
import type { Cluster } from "../cluster.ts";
import type { AnyRow } from "../store/tables.ts";

const launchEvent = "app.session.start";

interface Launch {
  user: string;
  /** Left out where the server is too old to name it. */
  app?: string | undefined;
  role: string;
  /** ISO 8601. */
  at: string;
}

/** The event that the auth service writes when it begins a session of an app. Keys are in the order of time. */
export function launchRow(clusterName: string, { user, app, role, at }: Launch): AnyRow {
  const id = randomUUID();
  const row = create(EventUnstructuredSchema, {
    type: launchEvent,
    id,
    time: timestampFromDate(new Date(at)),
    unstructured: {
      ei: 0,
      event: launchEvent,
      uid: id,
      code: "T2007I",
      time: at,
      cluster_name: clusterName,
      user,
      // As with Go's "omitempty".
      ...(role === "" ? {} : { aws_role_arn: role }),
      ...(app === undefined ? {} : { app_name: app }),
    },
  });
  return { table: "event", key: `${at} ${id}`, row };
}

export function logLaunch({ name, store, now }: Cluster, launch: Omit<Launch, "at">): void {
  store.putAll([launchRow(name, { ...launch, at: now().toISOString() })]);
}
