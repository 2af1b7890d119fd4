import type { IAMClient } from "@aws-sdk/client-iam";
import type { STSClient } from "@aws-sdk/client-sts";
import pLimit from "p-limit";
import type { AppError, ErrorCode } from "#lib/domain/errors.ts";
import type { AwsCall } from "./aws-failure.ts";
import { iamClient, stsClient } from "./clients.ts";
import type { ClientSettings } from "./clients.ts";
import type { CredentialCache } from "./credential-cache.ts";
import { mapAwsError } from "./map-error.ts";

interface SessionClients {
  /** Repeats what failed in passing: for reads, and for writes that only ever add. */
  iam: IAMClient;
  /**
   * Sends each request once. IAM has no conditional writes: a write that waits and is sent again would wipe out what
   * somebody else wrote meanwhile, so whoever asks for it looks first.
   */
  once: IAMClient;
  sts: STSClient;
}

/** IAM and STS with one set of credentials: limited in parallel, failing with AppError only. */
export interface AwsSession {
  send<T>(
    call: Pick<AwsCall, "action" | "resource">,
    request: (clients: SessionClients) => Promise<T>,
  ): Promise<T>;
  /** ISO 8601; null for long-term keys. */
  credentialsExpireAt(): Promise<string | null>;
}

/** After these the credentials are loaded anew: somebody may have renewed them where they come from. */
const worthReloading: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "aws-credentials-expired",
  "aws-credentials-invalid",
]);

export function openSession(
  settings: ClientSettings & { maxConcurrent: number },
  credentials: CredentialCache,
): AwsSession {
  const limit = pLimit(settings.maxConcurrent);
  const clients: SessionClients = {
    iam: iamClient(settings, credentials.provider),
    once: iamClient({ ...settings, maxAttempts: 1 }, credentials.provider),
    sts: stsClient(settings, credentials.provider),
  };

  const mapped = (error: unknown, call: Pick<AwsCall, "action" | "resource">): AppError => {
    const service = call.action.startsWith("sts:") ? "sts" : "iam";
    const problem = mapAwsError(error, { ...call, endpoint: settings.endpointUrls[service] });
    if (worthReloading.has(problem.code)) credentials.forget();
    return problem;
  };

  return {
    send: (call, request) =>
      limit(async () => {
        try {
          // Before the SDK does it: a failure to load must not count as a failed attempt of the call.
          await credentials.provider();
          return await request(clients);
        } catch (error) {
          throw mapped(error, call);
        }
      }),
    async credentialsExpireAt() {
      const { expiration } = await credentials.provider();
      return expiration?.toISOString() ?? null;
    },
  };
}
