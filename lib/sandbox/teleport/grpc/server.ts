import {
  createSecureServer,
  Http2ServerRequest,
  Http2ServerResponse,
  type Http2SecureServer,
  type Http2Session,
  type ServerHttp2Session,
} from "node:http2";
import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import { createContextValues, type Interceptor } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { AWSOIDCService } from "#lib/proto/gen/teleport/integration/v1/awsoidc_service_pb.js";
import { IntegrationService } from "#lib/proto/gen/teleport/integration/v1/integration_service_pb.js";
import { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import { UsersService } from "#lib/proto/gen/teleport/users/v1/users_service_pb.js";
import type { Cluster } from "../cluster.ts";
import type { KeyedCertificate } from "../identity/certificates.ts";
import { authService } from "./auth-service.ts";
import { awsOidcService } from "./aws-oidc.ts";
import { integrationService } from "./integrations.ts";
import { peerKey, type PeerIdentity } from "./session.ts";
import { connectionKey } from "./connection.ts";
import { usersService } from "./users.ts";

export interface AuthServerOptions {
  cluster: Cluster;
  certificate: KeyedCertificate;
  hostCaPem: string;
  userCaPem: string;
  interceptors: Interceptor[];
}

/** A connection shows its certificate once, when it is made. */
const peers = new WeakMap<Http2Session, PeerIdentity>();

function peerOf(request: IncomingMessage | Http2ServerRequest): PeerIdentity | null {
  if (!(request instanceof Http2ServerRequest)) return null;
  const { session } = request.stream;
  if (!session || !(session.socket instanceof TLSSocket)) return null;
  const peer = peers.get(session) ?? readPeer(session.socket);
  peers.set(session, peer);
  return peer;
}

function readPeer(socket: TLSSocket): PeerIdentity {
  const { CN, O } = socket.getPeerCertificate().subject;
  const organizations: readonly string[] = O === undefined ? [] : [O].flat();
  return { userName: String(CN), roleNames: organizations };
}

// The whole connection: a stream alone that is reset would be another failure.
function dropConnection(request: IncomingMessage | Http2ServerRequest): void {
  if (request instanceof Http2ServerRequest) request.stream.session?.destroy();
}

/** The auth service: gRPC over HTTP/2, for holders of a client certificate of the user authority only. */
export function createAuthServer(options: AuthServerOptions): {
  server: Http2SecureServer;
  closeSessions(): void;
} {
  const { cluster } = options;
  const handler = connectNodeAdapter({
    connect: false,
    grpcWeb: false,
    // As Go's server, which compresses nothing by itself.
    compressMinBytes: Number.MAX_SAFE_INTEGER,
    interceptors: options.interceptors,
    contextValues: (request) =>
      createContextValues()
        .set(peerKey, peerOf(request))
        .set(connectionKey, { drop: () => dropConnection(request) }),
    routes(router) {
      router.service(AuthService, authService(cluster, options.hostCaPem));
      router.service(IntegrationService, integrationService(cluster));
      router.service(AWSOIDCService, awsOidcService(cluster));
      router.service(UsersService, usersService(cluster));
    },
    fallback(request, response) {
      // As Go's gRPC server answers a service that it does not have: with headers that end the stream.
      if (!(response instanceof Http2ServerResponse)) return response.end();
      const head = {
        ":status": 200,
        "content-type": "application/grpc",
        "grpc-status": "12",
        "grpc-message": encodeURIComponent(`unknown method ${request.url ?? ""}`),
      };
      return response.stream.respond(head, { endStream: true });
    },
  });
  const server = createSecureServer(
    {
      key: options.certificate.keyPem,
      cert: options.certificate.certificatePem + options.hostCaPem,
      ca: options.userCaPem,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: "TLSv1.2",
      // The route protocol is the proxy's: the auth service itself speaks h2 and nothing else.
      ALPNCallback: ({ protocols }) => (protocols.includes("h2") ? "h2" : undefined),
    },
    handler,
  );
  const sessions = new Set<ServerHttp2Session>();
  server.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
  });
  return {
    server,
    closeSessions() {
      for (const session of sessions) session.destroy();
    },
  };
}
