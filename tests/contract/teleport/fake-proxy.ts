import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { createServer } from "node:https";
import type { RequestListener } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAuthority, issueCertificate } from "#lib/sandbox/teleport/identity/certificates.ts";
import type { KeyedCertificate } from "#lib/sandbox/teleport/identity/certificates.ts";

export interface FakeProxy {
  address: string;
  caFile: string;
  close(): Promise<void>;
}

export function pingDocument(
  clusterName: string,
  publicAddress = `${clusterName}:443`,
  { serverVersion = "18.2.0", tlsRouting = true } = {},
): string {
  return JSON.stringify({
    cluster_name: clusterName,
    server_version: serverVersion,
    proxy: { tls_routing_enabled: tlsRouting, ssh: { public_addr: publicAddress } },
  });
}

const day = 86_400_000;

function serverCertificate(authority: KeyedCertificate, name: string): Promise<KeyedCertificate> {
  return issueCertificate(authority, {
    subject: [{ CN: [name] }],
    names: [{ type: "dns", value: name }],
    usage: "server",
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + day),
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/**
 * A web server with a certificate of its own for `certificateName`, as a balancer or a misconfigured proxy is. ALPN as
 * asked: none, `http/1.1` only, or HTTP/2 as well.
 */
export async function startFakeProxy(options: {
  certificateName: string;
  alpn: "none" | "http/1.1" | "h2";
  answer: RequestListener;
}): Promise<FakeProxy> {
  const authority = await createAuthority("Web CA", "balancer");
  const { keyPem, certificatePem } = await serverCertificate(authority, options.certificateName);
  const tls = { key: keyPem, cert: certificatePem };
  const server: Server =
    options.alpn === "h2"
      ? createSecureServer({ ...tls, allowHTTP1: true }, (request, response) => {
          // Only HTTP/1 requests come here in these tests; the types of both are close enough to share the answer.
          if (request.httpVersionMajor === 1) options.answer(request as never, response as never);
          else response.stream.close();
        })
      : createServer(tls, options.answer);
  if (options.alpn === "none") {
    // A balancer that knows nothing of ALPN: no protocol is chosen.
    Reflect.set(server, "ALPNProtocols", undefined);
  }
  const sockets = new Set<{ destroy(): void }>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => undefined);
  const address = await listen(server);
  const dir = mkdtempSync(join(tmpdir(), "fake-proxy-"));
  const caFile = join(dir, "ca.pem");
  writeFileSync(caFile, authority.certificatePem);
  return {
    address,
    caFile,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(dir, { recursive: true });
    },
  };
}
