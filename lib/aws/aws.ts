import type { AwsPort, Clock } from "#lib/enrollment/ports.ts";
import { openAccount } from "./account.ts";
import { boundCredentials, ownCredentials } from "./account-credentials.ts";
import { readIdentity } from "./caller-identity.ts";
import { openConnections } from "./clients.ts";
import type { EndpointUrls } from "./endpoint-urls.ts";
import { openSession } from "./session.ts";

export interface AwsOptions {
  /** Needed although IAM is global: it names the partition and STS's region. */
  region: string;
  /** From readEndpointUrls; null parts mean AWS's own. */
  endpointUrls: EndpointUrls;
  /** Parallel requests per account; IAM throttles beyond a handful. */
  maxConcurrent?: number;
  maxAttempts?: number;
  /** A scan page of a thousand roles takes IAM up to ten seconds. */
  requestTimeoutMs?: number;
  clock: Clock;
  /** Number in [0, 1) for the jitter of back-offs. */
  random?: () => number;
}

export function createAws(options: AwsOptions): AwsPort {
  const settings = {
    region: options.region,
    endpointUrls: options.endpointUrls,
    maxConcurrent: Math.min(options.maxConcurrent ?? 5, 5),
    maxAttempts: options.maxAttempts ?? 6,
    requestTimeoutMs: options.requestTimeoutMs ?? 60_000,
    clock: options.clock,
    random: options.random ?? Math.random,
    connections: openConnections(),
  };
  const own = ownCredentials(settings);
  const ownSession = openSession(settings, own);

  return {
    identity: () => readIdentity(ownSession),
    account({ accountId, partition, accessRoleArn, externalId }) {
      const binding = { accountId, partition };
      const credentials = boundCredentials(settings, own, { ...binding, accessRoleArn, externalId });
      return openAccount(openSession(settings, credentials), binding);
    },
    endpoints: () => options.endpointUrls,
  };
}
