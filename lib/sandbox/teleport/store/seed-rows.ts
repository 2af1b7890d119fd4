import type { TeleportSeed } from "../../seed/teleport.ts";
import { appServerKey } from "./check-app-server.ts";
import type { AnyRow } from "./tables.ts";

/** The seed as rows of the store. */
export function seedRows(seed: TeleportSeed): AnyRow[] {
  return [
    ...seed.roles.map((row) => ({ table: "role", key: row.Metadata?.Name ?? "", row }) as const),
    ...seed.users.map((row) => ({ table: "user", key: row.Metadata?.Name ?? "", row }) as const),
    ...seed.integrations.map(
      (row) => ({ table: "integration", key: row.Header?.Metadata?.Name ?? "", row }) as const,
    ),
    ...seed.appServers.map((row) => {
      const key = appServerKey(row.Spec?.HostID ?? "", row.Metadata?.Name ?? "");
      return { table: "appServer", key, row } as const;
    }),
  ];
}
