import { create } from "@bufbuild/protobuf";
import type { AppServer } from "#lib/domain/teleport/types.ts";
import {
  AppAWSSchema,
  AppServerSpecV3Schema,
  AppSpecV3Schema,
  AppV3Schema,
} from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import type { AppServerV3 } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import { MetadataSchema } from "#lib/proto/gen/teleport/legacy/types/resource_pb.js";

export function mapAppServer(server: AppServerV3): AppServer {
  const app = server.Spec?.App;
  return {
    name: app?.Metadata?.Name || server.Metadata?.Name || "",
    hostId: server.Spec?.HostID ?? "",
    labels: { ...app?.Metadata?.Labels },
    uri: app?.Spec?.URI ?? "",
    publicAddr: app?.Spec?.PublicAddr ?? "",
    cloud: app?.Spec?.Cloud ?? "",
    integration: app?.Spec?.Integration ?? "",
    externalId: app?.Spec?.AWS?.ExternalID || null,
    revision: server.Metadata?.Revision ?? "",
  };
}

/** Sets what the app owns on the message that was read (or an empty one), and leaves everything else. */
export function writeAppServer(server: AppServerV3, app: Omit<AppServer, "revision">): AppServerV3 {
  server.Kind = "app_server";
  server.Version ||= "v3";
  server.Metadata ??= create(MetadataSchema, { Namespace: "default" });
  server.Metadata.Name = app.name;
  server.Spec ??= create(AppServerSpecV3Schema);
  server.Spec.HostID = app.hostId;
  server.Spec.App ??= create(AppV3Schema);

  const inner = server.Spec.App;
  inner.Kind = "app";
  inner.Version ||= "v3";
  inner.Metadata ??= create(MetadataSchema, { Namespace: "default" });
  inner.Metadata.Name = app.name;
  inner.Metadata.Labels = { ...app.labels };
  inner.Spec ??= create(AppSpecV3Schema);
  inner.Spec.URI = app.uri;
  inner.Spec.PublicAddr = app.publicAddr;
  inner.Spec.Cloud = app.cloud;
  inner.Spec.Integration = app.integration;
  if (app.externalId !== null) {
    inner.Spec.AWS ??= create(AppAWSSchema);
    inner.Spec.AWS.ExternalID = app.externalId;
  } else if (inner.Spec.AWS) {
    inner.Spec.AWS.ExternalID = "";
  }
  return server;
}
