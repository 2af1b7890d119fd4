import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bot, clusterName, issuerUrl, serverVersion as seededVersion } from "../seed/company.ts";
import { teleportSeeds } from "../seed/teleport.ts";
import { writeFileAtomically } from "../state-file.ts";
import type { Cluster } from "./cluster.ts";
import { FaultPlan } from "./faults/rules.ts";
import { RequestLog } from "./faults/request-log.ts";
import { callInterceptor } from "./grpc/interceptor.ts";
import { createAuthServer } from "./grpc/server.ts";
import { openAuthorities, type Authorities } from "./identity/authorities.ts";
import { issueCertificate } from "./identity/certificates.ts";
import { issueIdentity } from "./identity/issue.ts";
import { keepIdentityFile } from "./identity/renewal.ts";
import { AwsSessions } from "./launch/aws-sessions.ts";
import { listen } from "./listen/listen.ts";
import { apiDomain, createTlsListener, encodedClusterName } from "./listen/tls-listener.ts";
import { AppTokens } from "./oidc/app-tokens.ts";
import { oidcDocuments } from "./oidc/documents.ts";
import { openSigningKey } from "./oidc/keys.ts";
import { IntegrationTokens } from "./oidc/tokens.ts";
import { seedRows } from "./store/seed-rows.ts";
import { Store } from "./store/store.ts";
import { createAppProxy } from "./web/app-proxy.ts";
import { serveConnectionUpgrade } from "./web/connection-upgrade.ts";
import { BrowserSessions } from "./web/browser-sessions.ts";
import { createPortal } from "./web/portal.ts";
import { createWebServer, publicApiHandler } from "./web/public-api.ts";

export interface TeleportSandboxOptions {
  proxyPort: number;
  webPort: number;
  /** Where authorities, keys, state and the identity file are kept; null: state in memory, the rest in a directory that goes at the end. */
  dir: string | null;
  /** Base URL of AWS; null: a cluster that reaches none. */
  awsEndpoint: string | null;
  /** An application on this machine to be served at a port of its own; its address is its tokens' audience. */
  app?: { port: number; target: string } | null;
  now?: () => Date;
  serverVersion?: string;
  seed?: "company" | "empty";
}

export interface TeleportSandbox {
  proxyPort: number;
  webPort: number;
  /** `host:port` to dial. */
  proxyAddress: string;
  webUrl: string;
  /** Where the application is served; null: none was asked for. */
  appUrl: string | null;
  identityFile: string;
  /** The authority of the proxy's web certificate. */
  caFile: string;
  /** Where the issuer's documents can be fetched in plain HTTP. */
  issuerBaseUrl: string;
  close(): Promise<void>;
}

const servedAppIdentity = { name: "aws-access", host: `aws-access.${clusterName}` };

const certificateLifetimeMs = 365 * 24 * 60 * 60 * 1000;

async function serverCertificates(authorities: Authorities) {
  const validity = {
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + certificateLifetimeMs),
  };
  const dns = (value: string) => ({ type: "dns", value }) as const;
  const auth = await issueCertificate(authorities.host, {
    subject: [{ CN: [clusterName] }, { O: ["Auth"] }],
    names: [dns(apiDomain), dns(encodedClusterName(clusterName)), dns(`*.${apiDomain}`)],
    usage: "server",
    ...validity,
  });
  const web = await issueCertificate(authorities.web, {
    subject: [{ CN: [clusterName] }],
    names: [dns(clusterName), dns(`*.${clusterName}`), dns("localhost"), { type: "ip", value: "127.0.0.1" }],
    usage: "server",
    ...validity,
  });
  return { auth, web };
}

/** Starts a Teleport cluster on loopback: TLS port for gRPC and web API, plain port for the browser. */
export async function startTeleport(options: TeleportSandboxOptions): Promise<TeleportSandbox> {
  const temporaryDir = options.dir === null ? mkdtempSync(join(tmpdir(), "teleport-sandbox-")) : null;
  const dir = resolve(options.dir ?? temporaryDir ?? "");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const now = options.now ?? (() => new Date());
  const authorities = await openAuthorities(join(dir, "keys"), clusterName);
  const oidcKey = await openSigningKey(authorities.oidcKeyPem, "RS256");
  const appTokens = new AppTokens(
    clusterName,
    await openSigningKey(authorities.appTokenKeyPem, "ES256"),
    now,
  );
  const cluster: Cluster = {
    name: clusterName,
    publicHost: clusterName,
    serverVersion: options.serverVersion ?? seededVersion,
    store: Store.open(
      options.dir === null ? null : join(dir, "state.json"),
      seedRows(teleportSeeds[options.seed ?? "company"]),
    ),
    tokens: new IntegrationTokens(issuerUrl, oidcKey, now),
    aws: options.awsEndpoint === null ? null : new AwsSessions(options.awsEndpoint),
    now,
  };

  const plan = new FaultPlan();
  const log = new RequestLog();
  const certificates = await serverCertificates(authorities);
  const auth = createAuthServer({
    cluster,
    certificate: certificates.auth,
    hostCaPem: authorities.host.certificatePem,
    userCaPem: authorities.user.certificatePem,
    interceptors: [callInterceptor({ store: cluster.store, plan, log })],
  });
  const documents = oidcDocuments(issuerUrl, oidcKey, appTokens);
  const publicApi = publicApiHandler(cluster, documents, authorities.web.certificatePem);
  const web = createWebServer(certificates.web, authorities.web.certificatePem, publicApi);
  const tls = createTlsListener(clusterName, { auth: auth.server, web });
  serveConnectionUpgrade(web, (stream) => tls.receive(stream));
  const urls = { portal: "", app: "" };
  const sessions = new BrowserSessions(cluster);
  const servedApp = options.app
    ? { ...servedAppIdentity, target: options.app.target, url: () => urls.app }
    : null;
  const portal = createHttpServer(
    createPortal({ cluster, authorities, documents, tokens: appTokens, sessions, servedApp, plan, log }),
  );
  const appProxy =
    servedApp &&
    createHttpServer(
      createAppProxy({ app: servedApp, sessions, tokens: appTokens, portalUrl: () => urls.portal }),
    );

  const opened: Server[] = [];
  const closeAll = async (): Promise<void> => {
    plan.clear();
    auth.closeSessions();
    tls.destroySockets();
    portal.closeAllConnections();
    appProxy?.closeAllConnections();
    await Promise.all(opened.map((server) => new Promise((done) => server.close(done))));
    if (temporaryDir !== null) rmSync(temporaryDir, { recursive: true, force: true });
  };
  try {
    const proxyPort = await listen(tls.listener, options.proxyPort);
    opened.push(tls.listener);
    const webPort = await listen(portal, options.webPort);
    opened.push(portal);
    urls.portal = `http://127.0.0.1:${webPort}`;
    if (appProxy && options.app) {
      urls.app = `http://127.0.0.1:${await listen(appProxy, options.app.port)}`;
      opened.push(appProxy);
    }
    const identityFile = join(dir, "identity");
    const caFile = join(dir, "web-ca.pem");
    writeFileAtomically(caFile, authorities.web.certificatePem);
    const endRenewal = await keepIdentityFile(identityFile, () =>
      issueIdentity({ cluster, authorities }, bot.userName),
    );
    const webUrl = urls.portal;
    return {
      proxyPort,
      webPort,
      proxyAddress: `127.0.0.1:${proxyPort}`,
      webUrl,
      appUrl: appProxy ? urls.app : null,
      identityFile,
      caFile,
      issuerBaseUrl: webUrl,
      async close() {
        endRenewal();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
