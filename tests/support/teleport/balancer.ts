import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { createAuthority, issueCertificate } from "#lib/sandbox/teleport/identity/certificates.ts";
import type { TeleportSandbox } from "#lib/sandbox/teleport/server.ts";

export interface Balancer {
  address: string;
  caFile: string;
  /** `GET /webapi/ping` and the like, in order; upgrades have their own list. */
  requests: string[];
  upgrades: IncomingHttpHeaders[];
  /** Protocol that was agreed on with each client. */
  protocols: (string | false | null)[];
  /** Ends all connections that are open now, as a balancer does that is restarted. */
  cut(): void;
  close(): Promise<void>;
}

export interface BalancerOptions {
  /** What it does about ALPN: knows nothing of it, or speaks HTTP/1.1 and refuses all others. */
  alpn?: "none" | "http/1.1";
  /** An answer of its own to requests for an upgrade, or none at all; null: they are passed on. */
  refuseUpgrades?: number | "silence" | null;
}

const dayMs = 86_400_000;

async function certificate() {
  const authority = await createAuthority("Balancer CA", "balancer");
  const own = await issueCertificate(authority, {
    subject: [{ CN: ["teleport.acme.test"] }],
    names: [{ type: "dns", value: "teleport.acme.test" }],
    usage: "server",
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + dayMs),
  });
  return { key: own.keyPem, cert: own.certificatePem, authorityPem: authority.certificatePem };
}

const headOf = ({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string => {
  const lines = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1] ?? ""}`] : [],
  );
  return [`HTTP/1.1 ${statusCode ?? 0} ${statusMessage ?? ""}`, ...lines, "", ""].join("\r\n");
};

/**
 * A load balancer of layer 7 before a cluster's proxy: it ends TLS with a certificate of its own and passes requests on
 * over a TLS connection of its own, so that neither ALPN nor client certificate of a client ever reaches the proxy.
 */
export async function startBalancer(
  sandbox: Pick<TeleportSandbox, "proxyPort" | "caFile">,
  { alpn = "none", refuseUpgrades = null }: BalancerOptions = {},
): Promise<Balancer> {
  const { key, cert, authorityPem } = await certificate();
  const dir = mkdtempSync(join(tmpdir(), "balancer-"));
  const caFile = join(dir, "ca.pem");
  writeFileSync(caFile, authorityPem);
  const log = { requests: [] as string[], upgrades: [] as IncomingHttpHeaders[] };
  const protocols: Balancer["protocols"] = [];
  const sockets = new Set<Duplex>();
  const kept = (socket: Duplex): void => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
  };

  const passOn = (incoming: IncomingMessage) =>
    request({
      host: "127.0.0.1",
      port: sandbox.proxyPort,
      servername: "teleport.acme.test",
      ca: readFileSync(sandbox.caFile),
      agent: false,
      method: incoming.method ?? "GET",
      path: incoming.url ?? "/",
      headers: incoming.headers,
    });

  const server = createServer({ key, cert }, (incoming, outgoing) => {
    log.requests.push(`${incoming.method ?? ""} ${incoming.url ?? ""}`);
    const onward = passOn(incoming);
    onward.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  if (alpn === "none") Reflect.set(server, "ALPNProtocols", undefined);
  server.on("tlsClientError", () => undefined);
  server.on("connection", kept);
  server.on("secureConnection", (socket: TLSSocket) => protocols.push(socket.alpnProtocol));
  server.on("upgrade", (incoming: IncomingMessage, client: Duplex, head: Buffer) => {
    log.upgrades.push(incoming.headers);
    kept(client);
    if (refuseUpgrades === "silence") return;
    if (refuseUpgrades !== null) {
      client.end(`HTTP/1.1 ${refuseUpgrades} No\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const onward = passOn(incoming);
    onward.on("upgrade", (answer, proxy: Duplex, early: Buffer) => {
      kept(proxy);
      client.write(headOf(answer));
      if (early.length > 0) client.write(early);
      if (head.length > 0) proxy.write(head);
      client.pipe(proxy).pipe(client);
      client.once("close", () => proxy.destroy());
      proxy.once("close", () => client.destroy());
    });
    onward.on("response", (answer) => client.end(headOf(answer)));
    onward.on("error", () => client.destroy());
    onward.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    ...log,
    protocols,
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    caFile,
    cut,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
      rmSync(dir, { recursive: true });
    },
  };
}
