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
}

const connectionTimeoutMs = 5_000;

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
    },
  };
}

export function iamClient(settings: ClientSettings, credentials: CredentialCache["provider"]): IAMClient {
  return new IAMClient({ ...clientOptions(settings, "iam"), credentials });
}

export function stsClient(settings: ClientSettings, credentials: () => Promise<Credentials>): STSClient {
  return new STSClient({ ...clientOptions(settings, "sts"), credentials });
}
