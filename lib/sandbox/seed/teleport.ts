import { create } from "@bufbuild/protobuf";
import { AppServerV3Schema, type AppServerV3 } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import {
  IntegrationV1Schema,
  type IntegrationV1,
} from "#lib/proto/gen/teleport/legacy/types/integration_pb.js";
import type { RoleV6 } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import type { UserV2 } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import { bot, clusterName, development, developmentIntegration, serverVersion } from "./company.ts";
import { seededRoles } from "./teleport-roles.ts";
import { seededUsers } from "./teleport-users.ts";

export interface TeleportSeed {
  roles: readonly RoleV6[];
  users: readonly UserV2[];
  integrations: readonly IntegrationV1[];
  appServers: readonly AppServerV3[];
}

const proxyHostId = "3f6b1c52-9a0e-4d53-8c55-5d0a1f2e7b10";
const agentHostId = "b7d0c8a1-41f7-4a55-9b1c-c2f5f1d3a902";

function appServer(app: {
  name: string;
  hostId: string;
  uri: string;
  cloud?: string;
  integration?: string;
  labels: Record<string, string>;
}): AppServerV3 {
  const metadata = { Name: app.name, Namespace: "default", Labels: app.labels };
  return create(AppServerV3Schema, {
    Kind: "app_server",
    Version: "v3",
    Metadata: metadata,
    Spec: {
      Version: serverVersion,
      Hostname: "",
      HostID: app.hostId,
      App: {
        Kind: "app",
        Version: "v3",
        Metadata: metadata,
        Spec: {
          URI: app.uri,
          PublicAddr: `${app.name}.${clusterName}`,
          Cloud: app.cloud ?? "",
          Integration: app.integration ?? "",
        },
      },
    },
  });
}

/** As Teleport's own wizard leaves it: nothing of ours on it, an app named after the integration. */
const enrolledIntegration = create(IntegrationV1Schema, {
  Header: {
    Kind: "integration",
    SubKind: "aws-oidc",
    Version: "v1",
    Metadata: { Name: developmentIntegration.name, Namespace: "default" },
  },
  Spec: { SubKindSpec: { case: "AWSOIDC", value: { RoleARN: developmentIntegration.roleArn } } },
});

const company: TeleportSeed = {
  roles: seededRoles,
  users: seededUsers,
  integrations: [enrolledIntegration],
  appServers: [
    appServer({
      name: developmentIntegration.name,
      hostId: proxyHostId,
      uri: "https://console.aws.amazon.com",
      cloud: "AWS",
      integration: developmentIntegration.name,
      labels: { aws_account_id: development.accountId },
    }),
    appServer({
      name: "wiki",
      hostId: agentHostId,
      uri: "http://127.0.0.1:8080",
      labels: { app: "wiki", env: "prod" },
    }),
    // An agent with credentials of its own serves this one: no integration.
    appServer({
      name: "aws-legacy",
      hostId: agentHostId,
      uri: "https://console.aws.amazon.com",
      cloud: "AWS",
      labels: { aws_account_id: "345678901234", env: "prod" },
    }),
  ],
};

const presets = new Set(["access", "editor", "auditor", bot.roleName]);

/** A new cluster: the presets, one administrator, the app's bot. */
const empty: TeleportSeed = {
  roles: seededRoles.filter((role) => presets.has(role.Metadata?.Name ?? "")),
  users: seededUsers.filter((user) => ["admin@acme", bot.userName].includes(user.Metadata?.Name ?? "")),
  integrations: [],
  appServers: [],
};

export const teleportSeeds: Readonly<Record<"company" | "empty", TeleportSeed>> = { company, empty };
