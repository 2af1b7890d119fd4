import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { issueSignInToken } from "#lib/auth/sign-in-token.ts";
import { parseEnvFile } from "../../../scripts/support/environment.ts";
import { keepSecretsOf, secretsLeftBy } from "./secrets/app.ts";
import { takeFindings, watchOrigin } from "./secrets/browser.ts";
import { keepSecret } from "./secrets/known.ts";

const root = resolve(import.meta.dirname, "../../..");

/** The app and its sandbox as `npm start` runs them, on free ports and folders of their own. */
export interface RunningApp {
  url: string;
  /** The process that started it. */
  pid: number;
  dataDir: string;
  /** The sandbox's environment file. */
  sandbox: Record<string, string>;
  /** Everything that was printed: to be shown when a test fails, and searched for secrets. */
  output(): string;
  /** A fresh address that signs a local admin in. */
  signInUrl(): string;
  /** Ends it. @throws where one of its secrets was left in its log or files, or went through a browser since it started */
  stop(): Promise<void>;
}

/** Another way to start it than by its task here. */
export interface Launch {
  program: string;
  args: readonly string[];
  folder: string;
  environment: NodeJS.ProcessEnv;
}

function taskHere(task: "start" | "gallery"): Launch {
  const flags = ["--conditions=react-server", "--disable-warning=ExperimentalWarning"];
  const args = [...flags, `scripts/tasks/${task}.ts`];
  return { program: process.execPath, args, folder: root, environment: process.env };
}

export async function startApp(
  extra: Record<string, string> = {},
  how: "start" | "gallery" | Launch = "start",
): Promise<RunningApp> {
  const folder = mkdtempSync(join(tmpdir(), "aws-access-"));
  const dataDir = join(folder, "data");
  const sandboxDir = join(folder, "sandbox");
  const launch = typeof how === "string" ? taskHere(how) : how;
  const child = spawn(launch.program, launch.args, {
    cwd: launch.folder,
    stdio: ["ignore", "pipe", "pipe"],
    // What stands between us and the app may pass no signal on: then all of them get it.
    detached: typeof how !== "string",
    env: {
      ...launch.environment,
      PORT: "0",
      SANDBOX_AWS_PORT: "0",
      SANDBOX_TELEPORT_PORT: "0",
      SANDBOX_WEB_PORT: "0",
      DATA_DIR: dataDir,
      SANDBOX_DIR: sandboxDir,
      // Whatever the app can tell its log is told, and searched for secrets.
      LOG_LEVEL: "debug",
      ...extra,
    },
  });
  let printed = "";
  const url = await new Promise<string>((ready, fail) => {
    const see = (chunk: Buffer) => {
      printed += chunk.toString();
      const open = /Open (http:\/\/[\w.]+:\d+)/.exec(printed);
      if (open?.[1]) ready(open[1]);
    };
    child.stdout.on("data", see);
    child.stderr.on("data", see);
    child.on("exit", (code) =>
      fail(new Error(`The app ended with ${code} before it was ready:\n${printed}`)),
    );
  });
  const sandbox = parseEnvFile(readFileSync(join(sandboxDir, "env"), "utf8"));
  const holder = () => ({ dataDir, sandbox, printed });
  keepSecretsOf(holder());
  watchOrigin(url);
  return {
    url,
    pid: child.pid ?? 0,
    dataDir,
    sandbox,
    output: () => printed,
    signInUrl: () => {
      const token = issueSignInToken(dataDir, new Date());
      keepSecret("a sign-in token", token);
      return `${url}/sign-in#token=${token}`;
    },
    stop: async () => {
      keepSecretsOf(holder());
      await end(child, typeof how !== "string");
      const leaks = [...(await takeFindings()), ...secretsLeftBy(holder())];
      rmSync(folder, { recursive: true, force: true });
      if (leaks.length > 0) throw new Error(`Secrets were left behind:\n${leaks.join("\n")}`);
    },
  };
}

async function end(child: ChildProcess, withGroup: boolean): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  // Closed, not only ended: whoever holds its output may still be at work.
  const gone = new Promise<void>((resolveGone) => child.on("close", () => resolveGone()));
  if (withGroup && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
  else child.kill("SIGTERM");
  await gone;
}
