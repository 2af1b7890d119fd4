import { createTeleport } from "#lib/teleport/teleport.ts";
import type { TeleportOptions } from "#lib/teleport/teleport.ts";
import type { TeleportPort } from "#lib/enrollment/ports.ts";
import { startTeleport } from "#lib/sandbox/teleport/server.ts";
import type { TeleportSandboxOptions } from "#lib/sandbox/teleport/server.ts";
import type { TeleportSandbox } from "#lib/sandbox/teleport/server.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";

export type OpenTeleport = TeleportPort & { close(): void };

export interface SandboxCluster {
  sandbox: TeleportSandbox;
  teleport: OpenTeleport;
  /** Another adapter on the same cluster; closed with it. */
  open(options?: Partial<TeleportOptions>): OpenTeleport;
  control(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<string>;
  fault(method: string, fault: Record<string, unknown>, match?: Record<string, number>): Promise<void>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** The sandbox's cluster over real TLS and HTTP/2, and the adapter opened on it through the proxy's route. */
export async function openSandboxCluster(
  options: Partial<TeleportSandboxOptions> = {},
): Promise<SandboxCluster> {
  const sandbox = await startTeleport({ proxyPort: 0, webPort: 0, dir: null, awsEndpoint: null, ...options });
  const opened: OpenTeleport[] = [];
  const open = (more: Partial<TeleportOptions> = {}): OpenTeleport => {
    const teleport = createTeleport({
      proxyAddress: sandbox.proxyAddress,
      identityFile: sandbox.identityFile,
      caFile: sandbox.caFile,
      clock: new VirtualClock(new Date().toISOString()),
      random: () => 0,
      ...more,
    });
    opened.push(teleport);
    return teleport;
  };
  const control = async (method: string, path: string, body?: unknown): Promise<string> => {
    const response = await fetch(`${sandbox.webUrl}/_sandbox/${path}`, {
      method,
      headers: { "x-sandbox": "1", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  };
  return {
    sandbox,
    teleport: open(),
    open,
    control,
    async fault(method, fault, match = {}) {
      await control("POST", "faults", { match: { method, ...match }, fault });
    },
    async reset() {
      await control("DELETE", "faults");
      await control("DELETE", "requests");
    },
    async close() {
      for (const teleport of opened) teleport.close();
      await sandbox.close();
    },
  };
}

/** gRPC calls since the last reset. */
export async function callCounts(
  cluster: SandboxCluster,
): Promise<{ total: number; writes: number; byMethod: Record<string, number> }> {
  const log = JSON.parse(await cluster.control("GET", "requests")) as {
    counts: { total: number; writes: number; byMethod: Record<string, number> };
  };
  return log.counts;
}
