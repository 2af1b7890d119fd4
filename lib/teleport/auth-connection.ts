import { ConnectError } from "@connectrpc/connect";
import type { Interceptor, Transport } from "@connectrpc/connect";
import type { TLSSocket } from "node:tls";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import { balancerEndsTls } from "./alpn-probe.ts";
import { readEarly } from "./early-reading.ts";
import { dialAuth } from "./handshake.ts";
import type { Dial, Handshake, Route } from "./handshake.ts";
import type { Identity } from "./identity-source.ts";
import type { WebTarget } from "./web-request.ts";

/** One HTTP/2 session with one identity. A client certificate is bound to its session. */
export interface AuthConnection {
  readonly transport: Transport;
  /** Dials where no session is open: a peer is verified before HTTP/2 says anything to it. */
  ready(): Promise<void>;
  /** Of the last attempt to connect; null before the first. */
  handshake(): Handshake | null;
  /** No call has been answered yet, not even with a refusal. */
  unanswered(): boolean;
  /** Counts the call as under way until it settles. */
  track<T>(call: Promise<T>): Promise<T>;
  /** No new calls: closes as soon as none is under way. */
  retire(): void;
  close(): void;
}

/** How the auth service is reached. */
export interface Reach extends Omit<Route, "tunnel"> {
  /** The proxy's web address, through which a tunnel can lead; null: the auth service itself is dialled. */
  web: (() => Promise<WebTarget>) | null;
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
  reach: Reach,
  serverVersion: string,
  timings: ConnectionTimings,
): AuthConnection {
  let handshake: Handshake | null = null;
  let underWay = 0;
  let retired = false;
  let answered = false;
  let tunnel: WebTarget | null = null;

  const dial = (): Dial => {
    handshake = null;
    return dialAuth({ ...reach, tunnel }, identity.material, timings.connectTimeoutMs, (seen) => {
      handshake = seen;
    });
  };
  /** Dialled, and not yet taken by the session manager. */
  let fresh: TLSSocket | null = null;
  let dialing: Promise<void> | null = null;

  const sessions = new Http2SessionManager(
    authority,
    { pingIntervalMs: timings.keepAliveIntervalMs, pingTimeoutMs: timings.connectTimeoutMs },
    {
      createConnection: () => {
        const dialled = fresh;
        fresh = null;
        if (dialled !== null && !dialled.destroyed) return dialled;
        // The manager replaces a session that died on it: the peer is known, and must be handed over at once.
        const { socket, ready } = dial();
        ready.catch(() => undefined);
        return socket;
      },
    },
  );
  const transport = createGrpcTransport({
    baseUrl: authority,
    sessionManager: readEarly(sessions),
    interceptors: [versionHeader(serverVersion)],
    defaultTimeoutMs: timings.callTimeoutMs,
  });
  const close = (): void => {
    sessions.abort();
    fresh?.destroy();
    fresh = null;
  };
  const closeWhenDone = (): void => {
    if (retired && underWay === 0) close();
  };
  const dialFresh = async (): Promise<void> => {
    const web = reach.web === null ? null : await reach.web();
    tunnel = web !== null && (await balancerEndsTls(web)) ? web : null;
    const { socket, ready } = dial();
    await ready;
    fresh = socket;
  };

  return {
    transport,
    async ready() {
      const state = sessions.state();
      if (state !== "closed" && state !== "error") return;
      if (fresh !== null && !fresh.destroyed) return;
      dialing ??= dialFresh().finally(() => {
        dialing = null;
      });
      await dialing;
    },
    handshake: () => handshake,
    unanswered: () => !answered,
    async track(call) {
      underWay += 1;
      try {
        const answer = await call;
        answered = true;
        return answer;
      } catch (error) {
        // What comes over the wire is an answer too; everything else was made up on this side of it.
        answered ||= ConnectError.from(error).isWireError;
        throw error;
      } finally {
        underWay -= 1;
        closeWhenDone();
      }
    },
    retire() {
      retired = true;
      closeWhenDone();
    },
    close,
  };
}
