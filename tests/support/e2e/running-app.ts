import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { issueSignInToken } from "#lib/auth/sign-in-token.ts";
import { parseEnvFile } from "../../../scripts/support/environment.ts";

const root = resolve(import.meta.dirname, "../../..");

/** The app and its sandbox as `npm start` runs them, on free ports and folders of their own. */
export interface RunningApp {
  url: string;
  dataDir: string;
  /** The sandbox's environment file. */
  sandbox: Record<string, string>;
  /** Everything that was printed: to be shown when a test fails, and searched for secrets. */
  output(): string;
  /** A fresh address that signs a local admin in. */
  signInUrl(): string;
  stop(): Promise<void>;
}

export async function startApp(extra: Record<string, string> = {}): Promise<RunningApp> {
  const folder = mkdtempSync(join(tmpdir(), "aws-access-"));
  const dataDir = join(folder, "data");
  const sandboxDir = join(folder, "sandbox");
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--disable-warning=ExperimentalWarning", "scripts/tasks/start.ts"],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        PORT: "0",
        SANDBOX_AWS_PORT: "0",
        SANDBOX_TELEPORT_PORT: "0",
        SANDBOX_WEB_PORT: "0",
        DATA_DIR: dataDir,
        SANDBOX_DIR: sandboxDir,
        ...extra,
      },
    },
  );
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
  return {
    url,
    dataDir,
    sandbox: parseEnvFile(readFileSync(join(sandboxDir, "env"), "utf8")),
    output: () => printed,
    signInUrl: () => `${url}/sign-in#token=${issueSignInToken(dataDir, new Date())}`,
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolveGone) => child.on("exit", () => resolveGone()));
  child.kill("SIGTERM");
  await gone;
}
