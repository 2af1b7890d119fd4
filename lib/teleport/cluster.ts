import type { ClusterInfo } from "#lib/domain/teleport/types.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { Clock } from "#lib/enrollment/ports.ts";
import { withoutDefaultPort } from "./address.ts";
import type { IdentitySource } from "./identity-source.ts";
import type { WebApi, WebPing } from "./web-api.ts";

/** Facts for the connection are asked again after this: the cluster may have been upgraded. */
const factsLastMs = 60_000;

export interface ClusterSource {
  info(): Promise<ClusterInfo>;
  /** As `info`, but up to a minute old; while the proxy is away the last answer stands. */
  facts(): Promise<WebPing>;
}

export function openCluster(
  web: WebApi,
  identities: IdentitySource,
  webUrl: string | null,
  clock: Pick<Clock, "now">,
): ClusterSource {
  let last: { ping: WebPing; atMs: number } | null = null;

  const ask = async (): Promise<WebPing> => {
    const ping = await web.ping();
    const { clusterName } = (await identities.current()).certificate;
    if (clusterName !== null && clusterName !== ping.clusterName) {
      throw new AppError({
        code: "teleport-wrong-cluster",
        what: `The identity file belongs to the cluster “${clusterName}”, but “${ping.clusterName}” answers.`,
        why: "TELEPORT_PROXY and TELEPORT_IDENTITY_FILE name different clusters.",
        remedy: "Correct one of the two and start the app again.",
        evidence: `${clusterName} / ${ping.clusterName}`,
      });
    }
    last = { ping, atMs: clock.now().getTime() };
    return ping;
  };

  return {
    async info() {
      const ping = await ask();
      const publicAddress = withoutDefaultPort(ping.publicAddress);
      return {
        name: ping.clusterName,
        publicHost: ping.publicAddress.host,
        publicAddress,
        serverVersion: ping.serverVersion,
        webUrl: webUrl ?? `https://${publicAddress}`,
        tlsRouting: ping.tlsRouting,
        edition: ping.edition,
      };
    },
    async facts() {
      if (last && clock.now().getTime() - last.atMs < factsLastMs) return last.ping;
      try {
        return await ask();
      } catch (error) {
        const away = error instanceof AppError && error.code === "teleport-unreachable";
        if (last && away) return last.ping;
        throw error;
      }
    },
  };
}
