import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ZodError } from "zod";
import { parseIssuers, readSandboxEnvironment, type SandboxEnvironment } from "./config.ts";
import { awsVariables, teleportVariables, updateEnvironmentFile } from "./run/environment.ts";
import { portProblem } from "./run/ports.ts";
import { startAwsHalf, startSandbox, startTeleportHalf, type SandboxOptions } from "./run/sandbox.ts";
import type { AwsSandbox } from "./aws/server.ts";
import type { TeleportSandbox } from "./teleport/server.ts";

interface Running {
  aws: AwsSandbox | null;
  teleport: TeleportSandbox | null;
  close(): Promise<void>;
}

type Only = "aws" | "teleport" | null;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function readOnly(): Only {
  try {
    const { only } = parseArgs({ options: { only: { type: "string" } } }).values;
    if (only === undefined || only === "aws" || only === "teleport") return only ?? null;
  } catch {
    // An unknown option ends in the line below.
  }
  return fail("Use: npm run sandbox [-- --only aws|teleport]");
}

function readEnvironment(): SandboxEnvironment {
  try {
    return readSandboxEnvironment(process.env);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const names = error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    return fail(`The sandbox's settings can't be read. ${names.join("; ")}`);
  }
}

/** A half alone expects the other one at its port, should it run in a process of its own. */
async function start(only: Only, options: SandboxOptions): Promise<Running> {
  const elsewhere = (port: number): string | null => (port === 0 ? null : `http://127.0.0.1:${port}`);
  if (only === "aws") {
    const aws = await startAwsHalf(options, elsewhere(options.webPort));
    return { aws, teleport: null, close: () => aws.close() };
  }
  if (only === "teleport") {
    const teleport = await startTeleportHalf(options, elsewhere(options.awsPort));
    return { aws: null, teleport, close: () => teleport.close() };
  }
  return startSandbox(options);
}

const only = readOnly();
const environment = readEnvironment();
const dir = resolve(environment.SANDBOX_DIR);
let ending = false;

try {
  const running = await start(only, {
    awsPort: environment.SANDBOX_AWS_PORT,
    teleportPort: environment.SANDBOX_TELEPORT_PORT,
    webPort: environment.SANDBOX_WEB_PORT,
    dir,
    roles: environment.SANDBOX_ROLES,
    partition: environment.SANDBOX_PARTITION,
    ...(environment.SANDBOX_TELEPORT_VERSION === undefined
      ? {}
      : { serverVersion: environment.SANDBOX_TELEPORT_VERSION }),
    issuers: parseIssuers(environment.SANDBOX_ISSUERS),
    app:
      environment.SANDBOX_APP_TARGET === undefined
        ? null
        : { port: environment.SANDBOX_APP_PORT, target: environment.SANDBOX_APP_TARGET },
  });
  const { aws, teleport } = running;
  updateEnvironmentFile(join(dir, "env"), {
    ...(aws ? awsVariables(aws) : {}),
    ...(teleport ? teleportVariables(teleport) : {}),
  });
  const end = (): void => {
    if (ending) return;
    ending = true;
    running.close().then(
      () => process.exit(0),
      (error: unknown) => fail(`The sandbox did not end cleanly: ${String(error)}`),
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  if (aws) console.log(`AWS       ${aws.url}`);
  if (teleport) console.log(`Teleport  ${teleport.proxyAddress} (TLS), sign in at ${teleport.webUrl}`);
  if (teleport?.appUrl) console.log(`App       ${teleport.appUrl} behind Teleport`);
  console.log("Sandbox ready");
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  fail(portProblem(error, environment) ?? `The sandbox did not start: ${message}`);
}
