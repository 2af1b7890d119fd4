import { createServer, type Server } from "node:net";
import type { Duplex } from "node:stream";
import { readClientHello, type ClientHello } from "./client-hello.ts";

const helloTimeoutMs = 10_000;
const helloBytesMax = 64 * 1024;
export const apiDomain = "teleport.cluster.local";
const authRoute = "teleport-auth@";

/** A cluster's name as Teleport puts it into ALPN values and server names. */
export function encodedClusterName(clusterName: string): string {
  return `${Buffer.from(clusterName).toString("hex")}.${apiDomain}`;
}

/** Where the proxy sends a connection: by the first ALPN value, else by the server name. */
export function routeOf(hello: ClientHello, clusterName: string): "auth" | "web" | "refused" {
  const first = hello.protocols[0];
  if (first?.startsWith(authRoute)) {
    return first.slice(authRoute.length) === encodedClusterName(clusterName) ? "auth" : "refused";
  }
  const direct = [apiDomain, encodedClusterName(clusterName)];
  return hello.serverName !== null && direct.includes(hello.serverName) ? "auth" : "web";
}

/**
 * One port for both, as with Teleport's TLS routing: the ClientHello is read before any handshake, and the
 * bytes go on untouched, so that TLS ends at the server chosen.
 */
export function createTlsListener(
  clusterName: string,
  servers: { auth: NodeJS.EventEmitter; web: NodeJS.EventEmitter },
): { listener: Server; receive(stream: Duplex): void; destroySockets(): void } {
  const sockets = new Set<Duplex>();
  const receive = (socket: Duplex): void => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    const timer = setTimeout(() => socket.destroy(), helloTimeoutMs);
    timer.unref();
    let received = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      let hello: ClientHello | null = null;
      try {
        hello = readClientHello(received);
      } catch {
        socket.destroy();
        return;
      }
      if (!hello) {
        if (received.length > helloBytesMax) socket.destroy();
        return;
      }
      clearTimeout(timer);
      socket.off("data", onData);
      const route = routeOf(hello, clusterName);
      if (route === "refused") {
        socket.destroy();
        return;
      }
      socket.pause();
      socket.unshift(received);
      servers[route].emit("connection", socket);
    };
    socket.on("data", onData);
    socket.once("close", () => clearTimeout(timer));
  };
  return {
    listener: createServer(receive),
    receive,
    destroySockets() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
