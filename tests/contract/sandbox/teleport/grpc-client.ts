import { readFileSync } from "node:fs";
import { connect as tlsConnect, type TLSSocket } from "node:tls";
import { createClient, type Client, type Interceptor } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import { AWSOIDCService } from "#lib/proto/gen/teleport/integration/v1/awsoidc_service_pb.js";
import { IntegrationService } from "#lib/proto/gen/teleport/integration/v1/integration_service_pb.js";
import { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import { UsersService } from "#lib/proto/gen/teleport/users/v1/users_service_pb.js";
import type { TeleportSandbox } from "#lib/sandbox/teleport/server.ts";

export interface ParsedIdentity {
  key: string;
  certificate: string;
  authorities: string;
}

/** Parses by Teleport's rule: the first certificate is the client's, all further ones are authorities. */
export function parseIdentity(text: string): ParsedIdentity {
  const blocks = text.match(/-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----/g) ?? [];
  const [key = "", certificate = "", ...authorities] = blocks;
  return { key, certificate, authorities: authorities.join("\n") };
}

const clusterHex = Buffer.from("teleport.acme.test").toString("hex");
export const proxyRoute = `teleport-auth@${clusterHex}.teleport.cluster.local`;

export function dial(
  sandbox: Pick<TeleportSandbox, "proxyPort" | "caFile">,
  identity: ParsedIdentity | null,
  options: { protocols?: string[]; serverName?: string } = {},
): TLSSocket {
  return tlsConnect({
    host: "127.0.0.1",
    port: sandbox.proxyPort,
    servername: options.serverName ?? "teleport.cluster.local",
    ALPNProtocols: options.protocols ?? [proxyRoute, "h2"],
    ...(identity === null
      ? { ca: readFileSync(sandbox.caFile) }
      : { key: identity.key, cert: identity.certificate, ca: identity.authorities }),
  });
}

export interface Clients {
  auth: Client<typeof AuthService>;
  integrations: Client<typeof IntegrationService>;
  awsOidc: Client<typeof AWSOIDCService>;
  users: Client<typeof UsersService>;
  close(): void;
}

const version: Interceptor = (next) => (request) => {
  request.header.set("version", "18.2.0");
  return next(request);
};

/** The real clients over the proxy's TLS route. */
export function clientsFor(
  sandbox: Pick<TeleportSandbox, "proxyPort" | "identityFile" | "caFile">,
  identity = parseIdentity(readFileSync(sandbox.identityFile, "utf8")),
): Clients {
  const baseUrl = `https://teleport.cluster.local`;
  const sessionManager = new Http2SessionManager(
    baseUrl,
    {},
    { createConnection: () => dial(sandbox, identity) },
  );
  const transport = createGrpcTransport({ baseUrl, sessionManager, interceptors: [version] });
  return {
    auth: createClient(AuthService, transport),
    integrations: createClient(IntegrationService, transport),
    awsOidc: createClient(AWSOIDCService, transport),
    users: createClient(UsersService, transport),
    close: () => sessionManager.abort(),
  };
}

/** The test switches, as a test in another process would use them. */
export async function control(
  sandbox: TeleportSandbox,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${sandbox.webUrl}/_sandbox/${path}`, {
    method,
    headers: { "x-sandbox": "1" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

export async function identityOf(
  sandbox: TeleportSandbox,
  user: string,
  ttlSeconds = 600,
): Promise<ParsedIdentity> {
  const { text } = await control(sandbox, "POST", "identity", { user, ttlSeconds });
  return parseIdentity(text);
}
