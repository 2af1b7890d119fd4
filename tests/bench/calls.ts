import { z } from "zod";
import type { RunningApp } from "../support/e2e/running-app.ts";
import type { Call } from "./replay.ts";

const log = z.object({
  requests: z.array(z.object({ action: z.string(), params: z.record(z.string(), z.string()) })),
});

async function ask({ sandbox }: RunningApp, method: "GET" | "DELETE"): Promise<unknown> {
  const url = `${sandbox["AWS_ENDPOINT_URL"]}/_sandbox/requests`;
  const response = await fetch(url, { method, headers: { "x-sandbox": "1" } });
  return await response.json();
}

/** What the sandbox's AWS was asked since the log was cleared. */
export async function awsCalls(app: RunningApp): Promise<Call[]> {
  return log.parse(await ask(app, "GET")).requests;
}

export async function clearAwsCalls(app: RunningApp): Promise<void> {
  await ask(app, "DELETE");
}
