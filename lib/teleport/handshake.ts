import { connect } from "node:tls";
import type { TLSSocket } from "node:tls";
import type { Address } from "./address.ts";
import type { IdentityMaterial } from "./identity-file.ts";
import { openUpgradeTunnel } from "./upgrade-tunnel.ts";
import type { WebTarget } from "./web-request.ts";

/** Every certificate of Teleport's auth service carries this name, whatever host is dialled. */
const authServerName = "teleport.cluster.local";

export interface Route {
  address: Address;
  /** What the proxy routes by; null: a direct dial to the auth service. */
  alpnRoute: string | null;
  /** The web address through which a tunnel leads, where a balancer ends TLS; null: no tunnel. */
  tunnel: WebTarget | null;
}

/** ALPN value by which the proxy passes the raw TLS stream on to the cluster's auth service. */
export function authRoute(clusterName: string): string {
  return `teleport-auth@${Buffer.from(clusterName).toString("hex")}.${authServerName}`;
}

/** What was seen of the peer, kept to explain a failure: OpenSSL's texts alone don't tell the causes apart. */
export interface Handshake {
  finished: boolean;
  /** The peer chose HTTP/2, or the route itself, and not nothing. */
  speaksHttp2: boolean;
  /** The peer showed a certificate of an auth service (of whichever cluster). */
  peerIsAuthService: boolean;
  /** What the stream failed with; HTTP/2 itself passes on no more than a cancelled call. */
  failure: unknown;
}

export interface Dial {
  socket: TLSSocket;
  /** Resolves when the peer has been verified and speaks HTTP/2. */
  ready: Promise<void>;
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
): Dial {
  const tunnel = route.tunnel === null ? null : openUpgradeTunnel(route.tunnel);
  const { host, port } = route.address;
  const socket = connect({
    ...(tunnel === null ? { host, port } : { socket: tunnel }),
    servername: authServerName,
    ALPNProtocols: route.alpnRoute === null ? ["h2"] : [route.alpnRoute, "h2"],
    key: material.keyPem,
    cert: material.certificatePem,
    ca: [...material.caPems],
    minVersion: "TLSv1.2",
  });
  // TLS tells the end of the stream below it, not the cause.
  tunnel?.once("error", (cause) => socket.destroy(cause));
  socket.once("close", () => tunnel?.destroy());
  let last: Handshake = { finished: false, speaksHttp2: false, peerIsAuthService: false, failure: null };
  const note = (seen: Partial<Handshake>): void => {
    last = { ...last, ...seen };
    observe(last);
  };
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error("The connection was not made in time"), { code: "ETIMEDOUT" }));
  }, connectTimeoutMs);

  const ready = new Promise<void>((resolve, reject) => {
    // Before Node verifies the chain and, on failure, drops the peer's certificate.
    socket.prependOnceListener("secure", () => {
      const { subjectaltname = "" } = socket.getPeerCertificate();
      note({
        speaksHttp2: socket.alpnProtocol === "h2" || socket.alpnProtocol === route.alpnRoute,
        peerIsAuthService: subjectaltname.includes(authServerName),
      });
    });
    socket.once("secureConnect", () => {
      clearTimeout(timer);
      note({ finished: true });
      if (last.speaksHttp2) resolve();
      else socket.destroy(new Error("The peer does not speak HTTP/2"));
    });
    // For good: a failure after the handshake must find a listener, whoever owns the stream then.
    socket.on("error", (failure: unknown) => {
      note({ failure });
      reject(failure instanceof Error ? failure : new Error(String(failure)));
    });
    socket.once("close", () => {
      clearTimeout(timer);
      reject(Object.assign(new Error("The connection was closed"), { code: "ECONNRESET" }));
    });
  });
  return { socket, ready };
}
