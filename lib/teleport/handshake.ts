import { connect } from "node:tls";
import type { TLSSocket } from "node:tls";
import type { Address } from "./address.ts";
import type { IdentityMaterial } from "./identity-file.ts";

/** Every certificate of Teleport's auth service carries this name, whatever host is dialled. */
const authServerName = "teleport.cluster.local";

export interface Route {
  address: Address;
  /** What the proxy routes by; null: a direct dial to the auth service. */
  alpnRoute: string | null;
}

/** ALPN value by which the proxy passes the raw TLS stream on to the cluster's auth service. */
export function authRoute(clusterName: string): string {
  return `teleport-auth@${Buffer.from(clusterName).toString("hex")}.${authServerName}`;
}

/** What was seen of the peer, kept to explain a failure: OpenSSL's texts alone don't tell the causes apart. */
export interface Handshake {
  finished: boolean;
  /** null: the peer chose none. */
  protocol: string | null;
  /** The peer showed a certificate of an auth service (of whichever cluster). */
  peerIsAuthService: boolean;
}

/** Raised in place of HTTP/2 frames at a peer that does not speak the protocol. */
export class NoProtocolError extends Error {
  override readonly name = "NoProtocolError";
}

/**
 * Opens the TLS stream on which HTTP/2 runs. The trust roots are the identity's own CAs, so whatever answers is either
 * the cluster's auth service or refused.
 */
export function dialAuth(
  route: Route,
  material: IdentityMaterial,
  connectTimeoutMs: number,
  observe: (handshake: Handshake) => void,
): TLSSocket {
  const socket = connect({
    host: route.address.host,
    port: route.address.port,
    servername: authServerName,
    ALPNProtocols: route.alpnRoute === null ? ["h2"] : [route.alpnRoute, "h2"],
    key: material.keyPem,
    cert: material.certificatePem,
    ca: [...material.caPems],
    minVersion: "TLSv1.2",
  });
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error("The connection was not made in time"), { code: "ETIMEDOUT" }));
  }, connectTimeoutMs);
  socket.once("close", () => {
    clearTimeout(timer);
  });

  const seen = (finished: boolean): Handshake => ({
    finished,
    protocol: typeof socket.alpnProtocol === "string" ? socket.alpnProtocol : null,
    peerIsAuthService: (socket.getPeerCertificate().subjectaltname ?? "").includes(authServerName),
  });
  // Before Node verifies the chain and, on failure, drops the peer's certificate.
  socket.prependOnceListener("secure", () => {
    observe(seen(false));
  });
  socket.once("secureConnect", () => {
    clearTimeout(timer);
    const handshake = seen(true);
    observe(handshake);
    const speaksHttp2 = handshake.protocol === "h2" || handshake.protocol === route.alpnRoute;
    if (!speaksHttp2) socket.destroy(new NoProtocolError("The peer chose no protocol"));
  });
  return socket;
}
