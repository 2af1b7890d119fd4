import { connect } from "node:tls";
import { nodeCode, tlsTrouble } from "./tls-trouble.ts";
import type { WebTarget } from "./web-request.ts";

/** A protocol that every proxy with TLS routing accepts, and nothing else does. */
const probedProtocol = "teleport-reversetunnel";

/** A peer that never answers is not worth the wait for a second handshake. */
const unanswered: ReadonlySet<string> = new Set(["ETIMEDOUT", "ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH"]);

/**
 * Whether something before the proxy ends TLS, as Teleport's own clients find it out: a proxy accepts the protocol
 * offered, a balancer chooses none (or one that was not offered) or says that there is none. Any other failure is left
 * to the handshake proper, which has the better words; only a peer that can't be reached at all is thrown.
 */
export function balancerEndsTls(target: WebTarget): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: target.address.host,
      port: target.address.port,
      servername: target.serverName ?? "",
      ALPNProtocols: [probedProtocol],
      ca: target.trustRoots,
      minVersion: "TLSv1.2",
    });
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error("The probe was not answered in time"), { code: "ETIMEDOUT" }));
    }, target.timeoutMs);
    socket.once("secureConnect", () => {
      resolve(socket.alpnProtocol !== probedProtocol);
      socket.destroy();
    });
    socket.once("error", (error) => {
      const code = nodeCode(error);
      if (code !== null && unanswered.has(code)) reject(error);
      else resolve(code !== null && tlsTrouble(code) === "no-protocol");
    });
    socket.once("close", () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}
