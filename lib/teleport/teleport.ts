import type { Problem } from "#lib/domain/errors.ts";
import type { Clock, TeleportPort } from "#lib/enrollment/ports.ts";
import { readAppAddress } from "./app-address.ts";
import { parseAddress } from "./address.ts";
import { adoptRole, releaseRole } from "./adopt-role.ts";
import { approvedRoles } from "./access-requests.ts";
import * as apps from "./apps.ts";
import { openAuthClient } from "./auth-client.ts";
import { openCluster } from "./cluster.ts";
import { identityFileProblem, isNotRenewed } from "./identity-age.ts";
import { watchIdentityFile } from "./identity-source.ts";
import * as integrations from "./integrations.ts";
import { readIssuer } from "./issuer.ts";
import { openLaunchLog } from "./launch-log.ts";
import { isLocked, listLocks } from "./locks.ts";
import { readOwnRules } from "./own-rules.ts";
import * as roles from "./roles.ts";
import { readTrustRoots } from "./trust-roots.ts";
import { updateUserAccess } from "./user-access.ts";
import * as users from "./users.ts";
import { openWebApi } from "./web-api.ts";

export interface TeleportOptions {
  /** TELEPORT_PROXY: where to dial, host:port. The cluster's name comes from Ping. */
  proxyAddress: string;
  identityFile: string;
  /** Trust root of the web API; else the public roots. gRPC trusts the identity's own CAs only. */
  caFile?: string;
  /** Base of links; else the public address. */
  webUrl?: string;
  /** TELEPORT_AUTH_ADDRESS: the auth service itself, where the proxy can't pass gRPC on. */
  directAuthAddress?: string;
  clock: Clock;
  connectTimeoutMs?: number;
  /** Of one call; AWSOIDCService/Ping asks AWS meanwhile. */
  callTimeoutMs?: number;
  keepAliveIntervalMs?: number;
  /** Number in [0, 1) for the jitter of back-offs. */
  random?: () => number;
}

export interface OpenTeleport extends TeleportPort {
  /** What the identity file alone says; null: it is there, valid and renewed. Nothing is sent. */
  identityFileProblem(): Promise<Problem | null>;
  close(): void;
}

/** Nothing is dialled and no file is read before the first call. */
export function createTeleport(options: TeleportOptions): OpenTeleport {
  const { clock } = options;
  const proxyAddress = parseAddress(options.proxyAddress, 443, "TELEPORT_PROXY");
  const directAuthAddress =
    options.directAuthAddress === undefined
      ? null
      : parseAddress(options.directAuthAddress, 3025, "TELEPORT_AUTH_ADDRESS");
  const timings = {
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    callTimeoutMs: options.callTimeoutMs ?? 30_000,
    keepAliveIntervalMs: options.keepAliveIntervalMs ?? 30_000,
  };
  const identities = watchIdentityFile(options.identityFile, clock);
  const webTarget = {
    address: proxyAddress,
    trustRoots: readTrustRoots(options.caFile),
    timeoutMs: timings.connectTimeoutMs,
  };
  const web = openWebApi(webTarget);
  const cluster = openCluster(web, identities, options.webUrl ?? null, clock);
  const client = openAuthClient({
    identities,
    facts: () => cluster.facts(),
    webTarget: () => web.target(),
    proxyAddress,
    directAuthAddress,
    timings,
    clock,
    random: options.random ?? Math.random,
  });

  const launchLog = openLaunchLog(client, clock);

  return {
    cluster: () => cluster.info(),
    async identity() {
      const user = await users.currentUser(client, clock.now());
      const identity = await identities.current();
      const { certificate } = identity;
      return {
        userName: user?.name ?? certificate.userName,
        isBot: user?.isBot ?? false,
        roles: certificate.roles.length > 0 ? certificate.roles : (user?.roles ?? []),
        expiresAt: certificate.validTo.toISOString(),
        notRenewed: isNotRenewed(identity, clock.now()),
      };
    },
    async ownRules() {
      const { certificate } = await identities.current();
      const user = certificate.roles.length > 0 ? null : await users.currentUser(client, clock.now());
      return readOwnRules(client, user?.roles ?? certificate.roles);
    },
    issuer: () => readIssuer(web),
    listIntegrations: () => integrations.listIntegrations(client),
    getIntegration: (name) => integrations.getIntegration(client, name),
    createIntegration: (integration) => integrations.createIntegration(client, integration),
    updateIntegration: (name, roleArn) => integrations.updateIntegration(client, name, roleArn),
    deleteIntegration: (name) => integrations.deleteIntegration(client, name),
    ping: (target) => integrations.pingIntegration(client, target),
    listApps: () => apps.listApps(client),
    upsertApp: (app) => apps.upsertApp(client, app),
    deleteApp: (name, hostId) => apps.deleteApp(client, name, hostId),
    // With a web address of its own this machine's name server is not the one that people ask.
    appAddress: (host) => readAppAddress(host, webTarget, options.webUrl === undefined),
    listRoles: () => roles.listRoles(client),
    getRole: (name) => roles.getRole(client, name),
    createRole: (role) => roles.createRole(client, role),
    updateRole: (name, change) => roles.updateRole(client, name, change),
    adoptRole: (name, { integration }) => adoptRole(client, name, integration),
    releaseRole: (name, { integration }) => releaseRole(client, name, integration),
    deleteRole: (name) => roles.deleteRole(client, name),
    listUsers: () => users.listUsers(client, clock.now()),
    getUser: (name) => users.getUser(client, name, clock.now()),
    locks: () => listLocks(client),
    isLocked: (name, held) => isLocked(client, name, held),
    approvedRoles: (name) => approvedRoles(client, name, clock.now()),
    launchLog: () => launchLog.read(),
    async updateUserAccess(name, change) {
      const { certificate } = await identities.current();
      await updateUserAccess(client, certificate.userName, name, change);
    },
    identityFileProblem: () => identityFileProblem(identities, () => clock.now()),
    close: () => {
      client.close();
    },
  };
}
