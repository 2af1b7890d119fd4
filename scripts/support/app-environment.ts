import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { judgeEndpoints } from "#lib/server/endpoints.ts";
import { readConfig } from "#lib/server/config.ts";
import { readEndpointUrls } from "#lib/aws/endpoint-urls.ts";
import { start } from "./child.ts";
import { isLive, parseEnvFile, sealedEnvironment } from "./environment.ts";
import { printLiveReport } from "./live-report.ts";
import { inRoot, root } from "./paths.ts";
import { claimPort } from "./ports.ts";

type Variables = Record<string, string | undefined>;

/** The app's environment: the caller's own in a live set-up, else the sandbox's, which is started for it. */
export async function appEnvironment(caller: Variables): Promise<NodeJS.ProcessEnv & { DATA_DIR: string }> {
  const dataDir = resolve(root, caller.DATA_DIR || ".data");
  const environment = isLive(caller) ? definedOnly(caller) : await startSandbox(caller);
  checkSettings(environment);
  const endpoints = judgeEndpoints(
    await addressesOf(caller, environment),
    caller.ALLOW_MIXED_ENDPOINTS === "true",
  );
  for (const { what, address } of endpoints.effective) console.log(`${what.padEnd(9)} ${address}`);
  if (!endpoints.ok) {
    console.error(endpoints.why);
    process.exit(1);
  }
  if (isLive(caller)) await printLiveReport(caller);
  return { ...environment, NODE_ENV: "production", DATA_DIR: dataDir, DATA_DIR_CLAIMED: "1" };
}

/** A setting that can't be used is told before anything starts with it. */
function checkSettings(environment: Record<string, string>): void {
  try {
    readConfig(environment);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

/** Live, the SDK itself says what its variables and profiles mean; the sandbox has one address for both services. */
async function addressesOf(caller: Variables, environment: Record<string, string>) {
  const teleport = environment.TELEPORT_PROXY ?? null;
  if (isLive(caller)) return { ...(await readEndpointUrls(caller.AWS_REGION || "us-east-1")), teleport };
  const aws = environment.AWS_ENDPOINT_URL ?? null;
  return { iam: aws, sts: aws, teleport };
}

function definedOnly(variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

async function startSandbox(caller: Variables): Promise<Record<string, string>> {
  const directory = resolve(root, caller.SANDBOX_DIR || ".sandbox");
  const behindTeleport = caller.AUTH === "teleport";
  for (const [variable, fallback] of [
    ["SANDBOX_AWS_PORT", 4010],
    ["SANDBOX_TELEPORT_PORT", 4080],
    ["SANDBOX_WEB_PORT", 4081],
    ...(behindTeleport ? ([["SANDBOX_APP_PORT", 4082]] as const) : []),
  ] as const) {
    await claimPort(variable, fallback);
  }
  // Its Teleport serves the app at an address of its own; the app's own one is what its tokens are for.
  const appUri = `http://127.0.0.1:${caller.PORT}`;
  const sandbox = start(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", inRoot("lib", "sandbox", "main.ts")],
    {
      cwd: root,
      env: {
        ...sealedEnvironment(caller, behindTeleport ? { SANDBOX_APP_TARGET: appUri } : {}),
        SANDBOX_DIR: directory,
        NODE_ENV: "production",
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const printed = await new Promise<string>((ready) => {
    let seen = "";
    sandbox.stdout?.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      seen += chunk.toString();
      if (seen.includes("Sandbox ready")) ready(seen);
    });
    sandbox.on("exit", (code) => {
      console.error("The sandbox has ended.");
      process.exit(code ?? 1);
    });
  });
  const written = parseEnvFile(readFileSync(join(directory, "env"), "utf8"));
  const [, appOrigin] = /^App +(\S+)/m.exec(printed) ?? [];
  return sealedEnvironment(caller, {
    ...written,
    ...(behindTeleport ? { TELEPORT_APP_URI: appUri, APP_ORIGIN: appOrigin } : {}),
    AWS_ACCESS_SANDBOX: "1",
  });
}
