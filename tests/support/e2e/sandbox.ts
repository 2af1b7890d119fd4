import { IAMClient } from "@aws-sdk/client-iam";
import type { Page } from "@playwright/test";
import { z } from "zod";
import type { FaultRule } from "#lib/sandbox/aws/control/fault-rules.ts";
import type { RunningApp } from "./running-app.ts";

const control = { "x-sandbox": "1", "content-type": "application/json" };
const awsLog = z.object({
  counters: z.object({ total: z.number(), writes: z.number() }),
  requests: z.array(
    z.object({ action: z.string(), params: z.record(z.string(), z.string()), write: z.boolean() }),
  ),
});
const teleportLog = z.object({
  counts: z.object({ writes: z.number() }),
  requests: z.array(z.object({ method: z.string(), write: z.boolean() })),
});

async function ask<T>(url: string, schema: z.ZodType<T>, method = "GET", body?: unknown): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: control,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${await response.text()}`);
  return schema.parse(await response.json());
}

async function logs({ sandbox }: RunningApp) {
  return {
    aws: await ask(`${sandbox["AWS_ENDPOINT_URL"]}/_sandbox/requests`, awsLog),
    teleport: await ask(`${sandbox["TELEPORT_WEB_URL"]}/_sandbox/requests`, teleportLog),
  };
}

/** How many writes AWS and Teleport have seen since the sandbox started. */
export async function countWrites(app: RunningApp): Promise<{ aws: number; teleport: number }> {
  const { aws, teleport } = await logs(app);
  return { aws: aws.counters.writes, teleport: teleport.counts.writes };
}

/** How many calls of any kind AWS has seen since the sandbox started. */
export async function countAwsCalls(app: RunningApp): Promise<number> {
  return (await logs(app)).aws.counters.total;
}

/** What was written since then, in order: `TagRole Developer`, `CreateRole`; first AWS, then Teleport. */
export async function writesSince(
  app: RunningApp,
  before: { aws: number; teleport: number },
): Promise<string[]> {
  const { aws, teleport } = await logs(app);
  return [
    ...aws.requests
      .filter(({ write }) => write)
      .map(({ action, params }) => `${action} ${params["RoleName"] ?? ""}`.trim())
      .slice(before.aws),
    ...teleport.requests
      .filter(({ write }) => write)
      .map(({ method }) => method)
      .slice(before.teleport),
  ];
}

export async function setAwsFaults({ sandbox }: RunningApp, ...rules: readonly FaultRule[]): Promise<void> {
  await ask(`${sandbox["AWS_ENDPOINT_URL"]}/_sandbox/faults`, z.unknown(), "POST", rules);
}

/** Also lets go what a fault holds. */
export async function clearAwsFaults({ sandbox }: RunningApp): Promise<void> {
  await ask(`${sandbox["AWS_ENDPOINT_URL"]}/_sandbox/release`, z.unknown(), "POST");
  await ask(`${sandbox["AWS_ENDPOINT_URL"]}/_sandbox/faults`, z.unknown(), "DELETE");
}

/** For reading and changing IAM past the app. */
export function iamOf({ sandbox }: RunningApp): IAMClient {
  return new IAMClient({
    endpoint: sandbox["AWS_ENDPOINT_URL"] ?? "",
    region: "us-east-1",
    credentials: {
      accessKeyId: sandbox["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: sandbox["AWS_SECRET_ACCESS_KEY"] ?? "",
    },
  });
}

/** Signs a seeded user in to the sandbox's Teleport. */
export async function signInToTeleport(page: Page, { sandbox }: RunningApp, user: string): Promise<void> {
  await page.goto(sandbox["TELEPORT_WEB_URL"] ?? "");
  await page.getByRole("button", { name: new RegExp(`^${user}\\b`) }).click();
  await page.waitForURL(`${sandbox["TELEPORT_WEB_URL"]}/**`);
}
