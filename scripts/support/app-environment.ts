import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { judgeEndpoints } from "#lib/server/endpoints.ts";
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
  for (const [variable, fallback] of [
    ["SANDBOX_AWS_PORT", 4010],
    ["SANDBOX_TELEPORT_PORT", 4080],
    ["SANDBOX_WEB_PORT", 4081],
  ] as const) {
    await claimPort(variable, fallback);
  }
  const sandbox = start(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", inRoot("lib", "sandbox", "main.ts")],
    {
      cwd: root,
      env: { ...sealedEnvironment(caller), SANDBOX_DIR: directory, NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await new Promise<void>((ready) => {
    let seen = "";
    sandbox.stdout?.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      seen += chunk.toString();
      if (seen.includes("Sandbox ready")) ready();
    });
    sandbox.on("exit", (code) => {
      console.error("The sandbox has ended.");
      process.exit(code ?? 1);
    });
  });
  const written = parseEnvFile(readFileSync(join(directory, "env"), "utf8"));
  return sealedEnvironment(caller, { ...written, AWS_ACCESS_SANDBOX: "1" });
}
