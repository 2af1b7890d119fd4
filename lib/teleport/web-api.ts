import { checkServerIdentity } from "node:tls";
import { z } from "zod";
import { AppError } from "#lib/domain/errors.ts";
import { formatAddress, isLoopback, isName, parseAddress, withoutDefaultPort } from "./address.ts";
import type { Address } from "./address.ts";
import { untrustedTls, webGet } from "./web-request.ts";
import type { WebAnswer, WebTarget } from "./web-request.ts";

const pingDocument = z.object({
  cluster_name: z.string().min(1),
  server_version: z.string().min(1),
  edition: z.string().optional(),
  proxy: z.object({
    tls_routing_enabled: z.boolean().optional(),
    ssh: z.object({ public_addr: z.string().optional() }),
  }),
});

/** What `/webapi/ping` says. */
export interface WebPing {
  clusterName: string;
  serverVersion: string;
  edition: string | null;
  tlsRouting: boolean;
  publicAddress: Address;
}

export interface WebApi {
  ping(): Promise<WebPing>;
  /** A document under the name that Ping gave; null: the cluster does not have it (404). */
  get(path: string): Promise<string | null>;
  /** Where and under which name the proxy is asked. */
  target(): Promise<WebTarget>;
}

export interface WebApiOptions {
  address: Address;
  trustRoots: string | undefined;
  timeoutMs: number;
}

function unexpectedAnswer(address: string, path: string, why: string): AppError {
  return new AppError({
    code: "teleport-unknown",
    what: `${address} does not answer ${path} as a Teleport proxy does.`,
    why,
    remedy: "Check that TELEPORT_PROXY is the web address of the cluster's proxy.",
    evidence: `GET ${path} at ${address}`,
  });
}

export function openWebApi({ address, trustRoots, timeoutMs }: WebApiOptions): WebApi {
  const dialled = formatAddress(address);
  let publicAddress: Address | null = null;

  const target = (name: Address | null, serverName: string | null): WebTarget => ({
    address,
    serverName,
    hostHeader: withoutDefaultPort(name ?? address),
    trustRoots,
    timeoutMs,
  });

  /**
   * The name behind a loopback address or a pinned CA is learned from the answer, and the certificate is then held
   * against it. Elsewhere that would let any holder of a public certificate pass for the cluster.
   */
  const mayLearnName = isLoopback(address.host) || trustRoots !== undefined;

  const read = (answer: WebAnswer): WebPing => {
    const path = "/webapi/ping";
    if (answer.status !== 200)
      throw unexpectedAnswer(dialled, path, `It answered with HTTP ${answer.status}.`);
    let json: unknown;
    try {
      json = JSON.parse(answer.body);
    } catch {
      throw unexpectedAnswer(dialled, path, "The answer is not JSON.");
    }
    const parsed = pingDocument.safeParse(json);
    if (!parsed.success) {
      throw unexpectedAnswer(dialled, path, "The answer lacks the cluster's name or version.");
    }
    const { cluster_name, server_version, edition, proxy } = parsed.data;
    return {
      clusterName: cluster_name,
      serverVersion: server_version,
      edition: edition ?? null,
      tlsRouting: proxy.tls_routing_enabled === true,
      publicAddress: parseAddress(
        proxy.ssh.public_addr || cluster_name,
        443,
        "The public address of the proxy",
      ),
    };
  };

  const firstPing = async (): Promise<WebPing> => {
    if (!mayLearnName) return read(await webGet(target(null, address.host), "/webapi/ping"));
    const answer = await webGet(target(null, null), "/webapi/ping");
    const ping = read(answer);
    const wrongName =
      checkServerIdentity(ping.publicAddress.host, answer.certificate) &&
      (isName(address.host) ? checkServerIdentity(address.host, answer.certificate) : true);
    if (wrongName) {
      throw untrustedTls(
        dialled,
        "ERR_TLS_CERT_ALTNAME_INVALID",
        `It is not made out to ${ping.publicAddress.host}, the cluster's public address.`,
      );
    }
    return ping;
  };

  const pingKnown = async (known: Address): Promise<WebPing> => {
    try {
      return read(await webGet(target(known, known.host), "/webapi/ping"));
    } catch (error) {
      // The public address may have changed: the next call learns it anew.
      publicAddress = null;
      throw error;
    }
  };

  const ping = async (): Promise<WebPing> => {
    if (publicAddress !== null) return pingKnown(publicAddress);
    const first = await firstPing();
    publicAddress = first.publicAddress;
    return first;
  };

  const known = async (): Promise<WebTarget> => {
    const name = publicAddress ?? (await ping()).publicAddress;
    return target(name, name.host);
  };

  return {
    ping,
    target: known,
    async get(path) {
      const answer = await webGet(await known(), path);
      if (answer.status === 404) return null;
      if (answer.status !== 200)
        throw unexpectedAnswer(dialled, path, `It answered with HTTP ${answer.status}.`);
      return answer.body;
    },
  };
}
