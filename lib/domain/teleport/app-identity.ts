import { shellFile, shellLine } from "#lib/domain/text/shell.ts";

import {
  optionalTeleportPermissions,
  teleportPermissions,
  type TeleportPermission,
} from "./app-permissions.ts";
import { majorOf } from "./documents.ts";
import { accountLabel } from "./labels.ts";
import { toYaml } from "./yaml-style.ts";

/** Name of the Teleport role and of the bot that this app runs as. */
export const appIdentityName = "aws-access-for-teleport";

export type AppVisibility = "every-app" | "aws-apps";

/** What the choice of `app_labels` means for the app's own role; to be shown beside it. */
export const appVisibilityWords: Readonly<Record<AppVisibility, string>> = {
  "every-app":
    "The label selector '*': '*' lets the app see every app of the cluster, so that it notices when a name or an address is already taken. Without aws_role_arns it can open no AWS account. It could reach web apps, however.",
  "aws-apps": `The label selector ${accountLabel}: '*' lets the app see AWS apps only, and reach no web app. Whether another app already has a name or an address is then unknown, never free.`,
};

/** The minimal role for this app, version 7, which Teleport 15 to 19 understand. */
export function appIdentityRoleYaml(visibility: AppVisibility, more: { auditLog?: boolean } = {}): string {
  const permissions = more.auditLog
    ? [...teleportPermissions, ...optionalTeleportPermissions]
    : teleportPermissions;
  return toYaml({
    kind: "role",
    metadata: {
      description: "What AWS Access for Teleport needs, and no access to AWS itself.",
      name: appIdentityName,
    },
    spec: {
      allow: {
        app_labels: { [visibility === "every-app" ? "*" : accountLabel]: "*" },
        rules: rules(permissions),
      },
    },
    version: "v7",
  });
}

function rules(permissions: readonly TeleportPermission[]): { resources: string[]; verbs: string[] }[] {
  const verbsByKind = Map.groupBy(permissions, ({ kind }) => kind);
  return [...verbsByKind].map(([kind, list]) => ({ resources: [kind], verbs: list.map(({ verb }) => verb) }));
}

export function appIdentityBotYaml(): string {
  return toYaml({
    kind: "bot",
    metadata: { name: appIdentityName },
    spec: { roles: [appIdentityName] },
    version: "v1",
  });
}

/** Where Machine ID keeps its own state and where it writes the identity file, and the cluster that it joins. */
export interface TbotPlan {
  /** Host and port. */
  proxyAddress: string;
  serverVersion: string;
  storageFolder: string;
  identityFolder: string;
}

/** Machine ID's configuration: one identity file, renewed every 20 minutes, valid for an hour. */
export function tbotYaml(plan: TbotPlan): string {
  const identity = [{ type: "identity", destination: { type: "directory", path: plan.identityFolder } }];
  return toYaml({
    version: "v2",
    proxy_server: plan.proxyAddress,
    onboarding: { join_method: "token", token: joinTokenPlaceholder },
    storage: { type: "directory", path: plan.storageFolder },
    ...(majorOf(plan.serverVersion) >= 17 ? { services: identity } : { outputs: identity }),
    credential_ttl: "1h",
    renewal_interval: "20m",
  });
}

/** To be replaced by the token that the `tctl` line before it prints. */
const joinTokenPlaceholder = "REPLACE-WITH-THE-TOKEN";

/**
 * Makes role and bot; the last line prints the token with which the bot joins once. Only Teleport 17 and later give a bot
 * that exists a token; before, the command that makes the bot prints it.
 */
export function appIdentityTctlLines(visibility: AppVisibility, serverVersion: string): string {
  const role = `${appIdentityName}-role.yaml`;
  const bot = `${appIdentityName}-bot.yaml`;
  const line = (...args: readonly string[]) => `${shellLine(["tctl", ...args])}\n`;
  return [
    shellFile(role, appIdentityRoleYaml(visibility)),
    line("create", "-f", role),
    ...(majorOf(serverVersion) >= 17
      ? [
          shellFile(bot, appIdentityBotYaml()),
          line("create", "-f", bot),
          line("bots", "instances", "add", appIdentityName),
        ]
      : [line("bots", "add", appIdentityName, `--roles=${appIdentityName}`)]),
  ].join("");
}

/** Writes the configuration and starts Machine ID, which keeps the identity file fresh from then on. */
export function tbotLines(plan: TbotPlan): string {
  return shellFile("tbot.yaml", tbotYaml(plan)) + `${shellLine(["tbot", "start", "-c", "tbot.yaml"])}\n`;
}

/** The identity file that Machine ID writes into the folder, for TELEPORT_IDENTITY_FILE. */
export function identityFilePath(identityFolder: string): string {
  return `${identityFolder.replace(/\/+$/, "")}/identity`;
}
