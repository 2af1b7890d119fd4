import type { AppServerV3, AppSpecV3 } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import { badParameter } from "../grpc/errors.ts";

const clouds = new Set(["", "AWS", "Azure", "GCP"]);
const consoleAddresses = [
  "https://console.aws.amazon.com",
  "https://console.amazonaws-us-gov.com",
  "https://console.amazonaws.cn",
];
const address = /^(?:[a-z][\w+.-]*:\/\/)?[^\s/:]+(?::\d{1,5})?$/i;

export function isAwsConsole(spec: AppSpecV3): boolean {
  return spec.Cloud === "AWS" || consoleAddresses.some((prefix) => spec.URI.startsWith(prefix));
}

function checkSpec(spec: AppSpecV3 | undefined): AppSpecV3 {
  if (!spec) throw badParameter("missing the app's spec");
  if (!clouds.has(spec.Cloud)) throw badParameter(`unexpected application Cloud value: "${spec.Cloud}"`);
  if (spec.URI === "" && spec.Cloud === "") throw badParameter("missing the app's URI");
  if (spec.URI === "") spec.URI = `cloud://${spec.Cloud}`;
  if (spec.Cloud === "" && isAwsConsole(spec)) spec.Cloud = "AWS";
  if (spec.PublicAddr !== "" && !address.test(spec.PublicAddr)) {
    throw badParameter(`the app's public address "${spec.PublicAddr}" can't be parsed`);
  }
  if (spec.PublicAddr.startsWith("kube-teleport-proxy-alpn.")) {
    throw badParameter(`the app's public address "${spec.PublicAddr}" is reserved`);
  }
  return spec;
}

/** The checks of an app server on its way in; kinds, versions and the cloud are filled in as the server does. */
export function checkAppServer(
  server: AppServerV3 | undefined,
  serverVersion: string,
): { server: AppServerV3; hostId: string; name: string } {
  const name = server?.Metadata?.Name ?? "";
  const hostId = server?.Spec?.HostID ?? "";
  const app = server?.Spec?.App;
  if (!server?.Metadata || !server.Spec || name === "")
    throw badParameter("missing parameter Name of the app server");
  if (hostId === "") throw badParameter("missing the app server's host id");
  if (server.scope !== "") throw badParameter("scoped app servers are not supported here");
  if (!app?.Metadata || app.Metadata.Name === "") throw badParameter("missing the app server's app");
  checkSpec(app.Spec);
  server.Kind = "app_server";
  server.Version = "v3";
  server.Metadata.Namespace = "default";
  if (server.Spec.Version === "") server.Spec.Version = serverVersion;
  app.Kind = "app";
  app.Version = "v3";
  app.Metadata.Namespace = "default";
  return { server, hostId, name };
}

/** Rows are keyed by host too: the same app name under a second host id is a replica, not an overwrite. */
export function appServerKey(hostId: string, name: string): string {
  return `${hostId}/${name}`;
}
