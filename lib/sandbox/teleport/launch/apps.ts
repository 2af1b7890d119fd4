import type { AppServerV3 } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import { isAwsConsole } from "../store/check-app-server.ts";
import type { View } from "../store/tables.ts";

/** An app as the browser sees it, replicas taken together. */
export interface App {
  name: string;
  /** Public host name without port. */
  host: string;
  labels: Readonly<Record<string, string>>;
  integration: string;
  externalId: string;
  isAwsConsole: boolean;
}

function toApp(server: AppServerV3): App {
  const app = server.Spec?.App;
  const spec = app?.Spec;
  const publicAddress = spec?.PublicAddr ?? "";
  return {
    name: server.Metadata?.Name ?? "",
    host: publicAddress.replace(/^[a-z][\w+.-]*:\/\//i, "").replace(/:\d+$/, ""),
    labels: app?.Metadata?.Labels ?? {},
    integration: spec?.Integration ?? "",
    externalId: spec?.AWS?.ExternalID ?? "",
    isAwsConsole: spec ? isAwsConsole(spec) : false,
  };
}

export function appsOf(view: View): App[] {
  const apps = view.list("appServer").map(({ row }) => toApp(row));
  const byName = new Map(apps.toReversed().map((app) => [app.name, app]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
