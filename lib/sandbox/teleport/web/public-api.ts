import { createServer, type Server } from "node:https";
import { createHash, X509Certificate } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Cluster } from "../cluster.ts";
import type { KeyedCertificate } from "../identity/certificates.ts";
import type { OidcDocuments } from "../oidc/documents.ts";
import { sendApiError, sendJson } from "./http.ts";

function pingBody(cluster: Cluster): Record<string, unknown> {
  return {
    proxy: {
      tls_routing_enabled: true,
      ssh: {
        listen_addr: "0.0.0.0:3023",
        public_addr: `${cluster.publicHost}:443`,
        web_listen_addr: "0.0.0.0:443",
      },
      kube: { enabled: false },
      db: {},
    },
    server_version: cluster.serverVersion,
    min_client_version: `${Number.parseInt(cluster.serverVersion, 10) - 1}.0.0`,
    cluster_name: cluster.name,
    edition: "community",
    fips: false,
  };
}

const authSettings = {
  type: "local",
  second_factor: "on",
  local: { name: "" },
  private_key_policy: "none",
  device_trust: {},
  has_motd: false,
  default_session_ttl: "12h0m0s",
  signature_algorithm_suite: "balanced-v1",
};

/** Answers what anyone may ask of a proxy without signing in. */
export function publicApiHandler(
  cluster: Cluster,
  documents: OidcDocuments,
  webCaPem: string,
): (request: IncomingMessage, response: ServerResponse) => void {
  const thumbprint = createHash("sha1").update(new X509Certificate(webCaPem).raw).digest("hex");
  return (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "https://proxy.invalid");
    const path = pathname.replace(/^\/v1(?=\/webapi\/)/, "");
    if (request.method !== "GET" && request.method !== "HEAD")
      return sendApiError(response, 405, "method not allowed");
    if (path === "/webapi/find") return sendJson(response, 200, pingBody(cluster));
    if (path === "/webapi/ping") return sendJson(response, 200, { ...pingBody(cluster), auth: authSettings });
    if (path === "/webapi/thumbprint") return sendJson(response, 200, thumbprint);
    const document = documents.paths.get(path);
    if (document !== undefined) return sendJson(response, 200, document);
    return sendApiError(response, 404, `path ${path} is not found`);
  };
}

/** The proxy's HTTPS side, reached by every name but the auth service's. */
export function createWebServer(
  certificate: KeyedCertificate,
  webCaPem: string,
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  // A probe for a balancer in between offers a Teleport protocol and sees it accepted, as by a real proxy.
  const known = ["http/1.1", "teleport-reversetunnel"];
  return createServer(
    {
      key: certificate.keyPem,
      cert: certificate.certificatePem + webCaPem,
      minVersion: "TLSv1.2",
      ALPNCallback: ({ protocols }) => protocols.find((protocol) => known.includes(protocol)),
    },
    handler,
  );
}
