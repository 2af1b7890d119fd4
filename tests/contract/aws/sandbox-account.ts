import { vi } from "vitest";
import { createAws } from "#lib/aws/aws.ts";
import type { AwsOptions } from "#lib/aws/aws.ts";
import type { AwsAccountPort, AwsPort } from "#lib/enrollment/ports.ts";
import { startAws } from "#lib/sandbox/aws/server.ts";
import type { FaultRule } from "#lib/sandbox/aws/control/fault-rules.ts";
import { production } from "#lib/sandbox/seed/company.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";

/** Environment of the SDK's default chain: these keys and nothing of this machine. */
export function stubAwsEnvironment(keys: Record<string, string>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_CONFIG_FILE", "/nonexistent/config");
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  for (const [name, value] of Object.entries(keys)) vi.stubEnv(name, value);
}

export interface SandboxAccount {
  url: string;
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  aws: AwsPort;
  account: AwsAccountPort;
  openAws(options?: Partial<AwsOptions>): AwsPort;
  control(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<unknown>;
  fault(...rules: readonly FaultRule[]): Promise<void>;
  /** Calls since the last reset, by action. */
  counted(): Promise<Record<string, number>>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** The sandbox's AWS over real HTTP, and the adapter opened on its production account. */
export async function openSandboxAccount(
  options: { extraRoles?: number; issuers?: ReadonlyMap<string, string> } = {},
): Promise<SandboxAccount> {
  const sandbox = await startAws({
    port: 0,
    statePath: null,
    extraRoles: options.extraRoles ?? 0,
    issuers: options.issuers ?? new Map(),
  });
  stubAwsEnvironment({
    AWS_ACCESS_KEY_ID: sandbox.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: sandbox.credentials.secretAccessKey,
  });
  const openAws = (more: Partial<AwsOptions> = {}): AwsPort =>
    createAws({
      region: "us-east-1",
      endpointUrls: { iam: sandbox.url, sts: sandbox.url },
      clock: new VirtualClock(new Date().toISOString()),
      random: () => 0,
      ...more,
    });
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
      method,
      headers: { "x-sandbox": "1", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  const aws = openAws();
  return {
    url: sandbox.url,
    credentials: sandbox.credentials,
    aws,
    account: aws.account({
      accountId: production.accountId,
      partition: "aws",
      accessRoleArn: null,
      externalId: null,
    }),
    openAws,
    control,
    async fault(...rules) {
      await control("POST", "faults", rules);
    },
    async counted() {
      const log = (await control("GET", "requests")) as { counters: { byAction: Record<string, number> } };
      return log.counters.byAction;
    },
    async reset() {
      await control("DELETE", "faults");
      await control("DELETE", "requests");
    },
    async close() {
      vi.unstubAllEnvs();
      await sandbox.close();
    },
  };
}
