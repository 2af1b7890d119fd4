import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { teleportVariables } from "#lib/sandbox/run/environment.ts";
import { startTeleport } from "#lib/sandbox/teleport/server.ts";
import { stubAwsEnvironment } from "../../contract/aws/sandbox-account.ts";
import { openCore, type AppCore } from "./app-core.ts";
import { HookedClock } from "./hooked-clock.ts";

const python = "python3";

export function isMotoInstalled(): boolean {
  return spawnSync(python, ["-c", "import moto.server"], { stdio: "ignore" }).status === 0;
}

/** Somebody else's IAM and STS, as a process of its own on a free port. */
async function startMoto(): Promise<{ url: string; close(): Promise<void> }> {
  const child = spawn(python, ["-u", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`moto did not start: ${said}`)));
  });
  return {
    url,
    async close() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

export interface MotoWorld {
  core: AppCore;
  close(): Promise<void>;
}

/** The app between the sandbox's cluster and moto, which both reach; in its account are roles of these names. */
export async function openMotoWorld(roleNames: readonly string[], principal: string): Promise<MotoWorld> {
  const moto = await startMoto();
  const cluster = await startTeleport({ proxyPort: 0, webPort: 0, dir: null, awsEndpoint: moto.url });
  const dataDir = mkdtempSync(join(tmpdir(), "moto-"));
  stubAwsEnvironment({
    AWS_ENDPOINT_URL: moto.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  const iam = new IAMClient({});
  const trust = { Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
  for (const RoleName of roleNames) {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  }
  iam.destroy();
  const core = await openCore({
    env: teleportVariables(cluster),
    dataDir,
    clock: new HookedClock(new Date().toISOString()),
    owner: "process-1",
  });
  return {
    core,
    async close() {
      await core.close();
      await cluster.close();
      await moto.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
