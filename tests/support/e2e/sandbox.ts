import type { Page } from "@playwright/test";
import { z } from "zod";
import type { RunningApp } from "./running-app.ts";

const control = { "x-sandbox": "1" };
const awsLog = z.object({ counters: z.object({ writes: z.number() }) });
const teleportLog = z.object({ counts: z.object({ writes: z.number() }) });

async function read<T>(url: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(url, { headers: control });
  return schema.parse(await response.json());
}

/** How many writes AWS and Teleport have seen since the sandbox started. */
export async function countWrites({ sandbox }: RunningApp): Promise<{ aws: number; teleport: number }> {
  const aws = await read(`${sandbox["AWS_ENDPOINT_URL"]}/_sandbox/requests`, awsLog);
  const teleport = await read(`${sandbox["TELEPORT_WEB_URL"]}/_sandbox/requests`, teleportLog);
  return { aws: aws.counters.writes, teleport: teleport.counts.writes };
}

/** Signs a seeded user in to the sandbox's Teleport. */
export async function signInToTeleport(page: Page, { sandbox }: RunningApp, user: string): Promise<void> {
  await page.goto(sandbox["TELEPORT_WEB_URL"] ?? "");
  await page.getByRole("button", { name: new RegExp(`^${user}\\b`) }).click();
  await page.waitForURL(`${sandbox["TELEPORT_WEB_URL"]}/**`);
}
