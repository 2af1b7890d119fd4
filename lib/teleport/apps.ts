import { create } from "@bufbuild/protobuf";
import type { AppServer } from "#lib/domain/teleport/types.ts";
import { AppServerV3Schema } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import type { AppServerV3 } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import type { AuthClient } from "./auth-client.ts";
import { refusal } from "./gateway-rules.ts";
import { mapAppServer, writeAppServer } from "./map-app-server.ts";
import { unlessMissing } from "./outcomes.ts";
import { allPages } from "./pages.ts";

const kind = "app_server";
/** The only namespace there is; DeleteApplicationServer still demands it. */
const namespace = "default";

function readAll(client: AuthClient, name?: string): Promise<readonly AppServerV3[]> {
  return allPages((StartKey, Limit) =>
    client.read(AuthService, { verb: "list", kind, name: "" }, async (service) => {
      const page = await service.listResources({
        ResourceType: kind,
        Namespace: namespace,
        Limit,
        StartKey,
      });
      const servers = page.Resources.flatMap(({ resource }) =>
        resource.case === "AppServer" ? [resource.value] : [],
      );
      const wanted = servers.filter((server) => name === undefined || mapAppServer(server).name === name);
      return { items: wanted, nextKey: page.NextKey };
    }),
  );
}

/** What the identity may see: the listing is filtered by its roles' app labels. */
export async function listApps(client: AuthClient): Promise<readonly AppServer[]> {
  return (await readAll(client)).map(mapAppServer);
}

/**
 * The call overwrites blindly, and a second host id of one name is a replica: so an app of that name may be written only
 * where it is of the same integration and host id. Fields that the app does not know stay.
 */
export async function upsertApp(client: AuthClient, app: Omit<AppServer, "revision">): Promise<void> {
  if (app.integration === "") {
    throw refusal(
      `The app does not write the Teleport app “${app.name}”.`,
      "It would have no integration, and only apps of an AWS OIDC integration are the app's to write.",
      app.name,
    );
  }
  const sameName = await readAll(client, app.name);
  const foreign = sameName.map(mapAppServer).find(({ integration }) => integration !== app.integration);
  if (foreign) {
    throw refusal(
      `Teleport already has an app “${app.name}” that is not of this integration.`,
      foreign.integration === ""
        ? "An agent serves it; writing it would take it over."
        : `It belongs to the integration “${foreign.integration}”.`,
      app.name,
    );
  }
  const current = sameName.find((server) => mapAppServer(server).hostId === app.hostId);
  if (sameName.length > 0 && current === undefined) {
    throw refusal(
      `The app “${app.name}” exists under another host id.`,
      "Writing it under a new one would make a second replica instead of changing it.",
      `${app.name}: ${sameName.map((server) => mapAppServer(server).hostId).join(", ")}`,
    );
  }
  const Server = writeAppServer(current ?? create(AppServerV3Schema), app);
  await client.write(AuthService, { verb: "update", kind, name: app.name }, (service) =>
    service.upsertApplicationServer({ Server }),
  );
}

/** Repeatable. Refuses apps that an agent serves. */
export async function deleteApp(client: AuthClient, name: string, hostId: string): Promise<void> {
  const server = (await readAll(client, name))
    .map(mapAppServer)
    .find((candidate) => candidate.hostId === hostId);
  if (!server) return;
  if (server.integration === "") {
    throw refusal(
      `The app does not delete the Teleport app “${name}”.`,
      "An agent serves it; it is of no integration.",
      name,
    );
  }
  await unlessMissing(
    client.write(AuthService, { verb: "delete", kind, name }, (service) =>
      service.deleteApplicationServer({ Namespace: namespace, HostID: hostId, Name: name }),
    ),
  );
}
