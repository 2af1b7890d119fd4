import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import type { Clock } from "#lib/enrollment/ports.ts";
import type { CredentialCache, Credentials } from "./credential-cache.ts";
import type { EndpointUrls } from "./endpoint-urls.ts";
import { iamRetryStrategy } from "./retry-strategy.ts";

export interface ClientSettings {
  region: string;
  endpointUrls: EndpointUrls;
  clock: Clock;
  maxAttempts: number;
  requestTimeoutMs: number;
  /** Number in [0, 1) for the jitter of back-offs. */
  random: () => number;
  connections: Connections;
}

export interface Connections {
  httpAgent: HttpAgent;
  httpsAgent: HttpsAgent;
}

const connectionTimeoutMs = 5_000;
/** The SDK's own number. */
const connectionsAtMost = 50;

/**
 * One pool for all clients: each observation and each run has clients of its own, whose connections would be made anew
 * every time and be left open behind it. Whoever destroys a client takes the pool from all others.
 */
export function openConnections(): Connections {
  const kept = { keepAlive: true, maxSockets: connectionsAtMost };
  return { httpAgent: new HttpAgent(kept), httpsAgent: new HttpsAgent(kept) };
}

/** What IAM and STS clients have in common, also the one inside the credential provider. */
export function clientOptions(settings: ClientSettings, service: keyof EndpointUrls) {
  const endpoint = settings.endpointUrls[service];
  return {
    region: settings.region,
    // What is shown is what is used: the SDK looks for no other override.
    ignoreConfiguredEndpointUrls: true,
    ...(endpoint === null ? {} : { endpoint }),
    maxAttempts: settings.maxAttempts,
    retryStrategy: iamRetryStrategy(settings),
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: settings.requestTimeoutMs,
      throwOnRequestTimeout: true,
      ...settings.connections,
    },
  };
}

/** The SDK's own log goes nowhere, and would for that copy every answer to blank out what is secret in it. */
function withoutLog<C extends IAMClient | STSClient>(client: C): C {
  client.middlewareStack.remove("loggerMiddleware");
  return client;
}

export function iamClient(settings: ClientSettings, credentials: CredentialCache["provider"]): IAMClient {
  return withoutLog(new IAMClient({ ...clientOptions(settings, "iam"), credentials }));
}

export function stsClient(settings: ClientSettings, credentials: () => Promise<Credentials>): STSClient {
  return withoutLog(new STSClient({ ...clientOptions(settings, "sts"), credentials }));
}
