import {
  appIdentityBotYaml,
  appIdentityName,
  appIdentityRoleYaml,
  appIdentityTctlLines,
  appVisibilityWords,
  tbotLines,
  type AppVisibility,
} from "#lib/domain/teleport/app-identity.ts";
import { auditLogWords } from "#lib/domain/teleport/app-permissions.ts";
import type { ClusterInfo } from "#lib/domain/teleport/types.ts";
import type { ByHand } from "./by-hand.ts";

const storageFolder = "/var/lib/teleport/bot";
const identityFolder = "/opt/machine-id";

/** The Teleport role and bot that this app needs, and Machine ID to keep its identity file fresh. */
export function teleportRoleByHand(cluster: ClusterInfo | null, visibility: AppVisibility): ByHand {
  const serverVersion = cluster?.serverVersion ?? "";
  const proxy = cluster?.publicAddress ?? "teleport.example.com";
  return {
    summary: `What the app needs in Teleport, and no access to AWS itself. ${appVisibilityWords[visibility]} ${auditLogWords}`,
    parts: [
      {
        format: "yaml",
        title: "Role",
        fileName: `${appIdentityName}-role.yaml`,
        content: appIdentityRoleYaml(visibility),
      },
      {
        format: "yaml",
        title: "Role that reads the audit log too (optional)",
        fileName: `${appIdentityName}-role-with-audit-log.yaml`,
        content: appIdentityRoleYaml(visibility, { auditLog: true }),
      },
      {
        format: "yaml",
        title: "Bot",
        fileName: `${appIdentityName}-bot.yaml`,
        content: appIdentityBotYaml(),
      },
      {
        format: "shell",
        title: "tctl",
        fileName: `${appIdentityName}-tctl.sh`,
        content: appIdentityTctlLines(visibility, serverVersion),
      },
      {
        format: "shell",
        title: "Machine ID",
        fileName: `${appIdentityName}-tbot.sh`,
        content: tbotLines({
          proxyAddress: proxy.includes(":") ? proxy : `${proxy}:443`,
          serverVersion,
          storageFolder,
          identityFolder,
        }),
      },
    ],
  };
}
