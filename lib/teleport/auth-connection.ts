import type { Interceptor, Transport } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import { dialAuth } from "./handshake.ts";
import type { Handshake, Route } from "./handshake.ts";
import type { Identity } from "./identity-source.ts";

/** One HTTP/2 session with one identity. A client certificate is bound to its session. */
export interface AuthConnection {
  readonly transport: Transport;
  readonly generation: number;
  /** Of the last attempt to connect; null before the first. */
  handshake(): Handshake | null;
  /** Counts the call as under way until it settles. */
  track<T>(call: Promise<T>): Promise<T>;
  /** No new calls: closes as soon as none is under way. */
  retire(): void;
  close(): void;
}

export interface ConnectionTimings {
  connectTimeoutMs: number;
  callTimeoutMs: number;
  keepAliveIntervalMs: number;
}

const authority = "https://teleport.cluster.local";

/** Servers hand older clients downgraded roles, which can't be written back: the app speaks as the server's version. */
function versionHeader(serverVersion: string): Interceptor {
  return (next) => (request) => {
    request.header.set("version", serverVersion);
    return next(request);
  };
}

export function openConnection(
  identity: Identity,
  route: Route,
  serverVersion: string,
  timings: ConnectionTimings,
): AuthConnection {
  let handshake: Handshake | null = null;
  let underWay = 0;
  let retired = false;

  const sessions = new Http2SessionManager(
    authority,
    { pingIntervalMs: timings.keepAliveIntervalMs, pingTimeoutMs: timings.connectTimeoutMs },
    {
      createConnection: () => {
        handshake = null;
        return dialAuth(route, identity.material, timings.connectTimeoutMs, (seen) => {
          handshake = seen;
        });
      },
    },
  );
  const transport = createGrpcTransport({
    baseUrl: authority,
    sessionManager: sessions,
    interceptors: [versionHeader(serverVersion)],
    defaultTimeoutMs: timings.callTimeoutMs,
  });
  const closeWhenDone = (): void => {
    if (retired && underWay === 0) sessions.abort();
  };

  return {
    transport,
    generation: identity.generation,
    handshake: () => handshake,
    async track(call) {
      underWay += 1;
      try {
        return await call;
      } finally {
        underWay -= 1;
        closeWhenDone();
      }
    },
    retire() {
      retired = true;
      closeWhenDone();
    },
    close: () => {
      sessions.abort();
    },
  };
}
