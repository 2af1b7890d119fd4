import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { issueSignInToken } from "#lib/auth/sign-in-token.ts";
import { parseEnvFile } from "../../../scripts/support/environment.ts";
import { galleryFolder } from "../../../scripts/support/gallery-variables.ts";
import { keepSecretsOf, secretsLeftBy } from "./secrets/app.ts";
import { takeFindings, watchOrigin } from "./secrets/browser.ts";
import { keepSecret } from "./secrets/known.ts";
import { learnExternalIds } from "./secrets/rows.ts";

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

/** A program to start, where and in what environment. */
export interface Launch {
  program: string;
  args: readonly string[];
  folder: string;
  environment: NodeJS.ProcessEnv;
}

export function taskHere(task: "start" | "gallery" | "sandbox"): Launch {
  const flags = ["--conditions=react-server", "--disable-warning=ExperimentalWarning"];
  const args = [...flags, `scripts/tasks/${task}.ts`];
  return { program: process.execPath, args, folder: root, environment: process.env };
}

/** A process of ours, from the moment at which it says that it is ready. */
interface ReadyProcess {
  pid: number;
  said: RegExpExecArray;
  output(): string;
  end(): Promise<void>;
}

export const appReady = /Open (http:\/\/[\w.]+:\d+)/;

/** @throws where it ends before it says `ready`, with what it printed */
export async function startProcess(
  launch: Launch,
  ready: RegExp,
  env: Readonly<Record<string, string>>,
  detached = false,
): Promise<ReadyProcess> {
  const child = spawn(launch.program, launch.args, {
    cwd: launch.folder,
    stdio: ["ignore", "pipe", "pipe"],
    detached,
    env: { ...launch.environment, ...env },
  });
  let printed = "";
  const said = await new Promise<RegExpExecArray>((resolveSaid, fail) => {
    const see = (chunk: Buffer) => {
      printed += chunk.toString();
      const found = ready.exec(printed);
      if (found) resolveSaid(found);
    };
    child.stdout.on("data", see);
    child.stderr.on("data", see);
    child.on("exit", (code) =>
      fail(new Error(`The app ended with ${code} before it was ready:\n${printed}`)),
    );
  });
  return { pid: child.pid ?? 0, said, output: () => printed, end: () => end(child, detached) };
}

export async function startApp(
  extra: Record<string, string> = {},
  how: "start" | "gallery" | Launch = "start",
): Promise<RunningApp> {
  const folder = mkdtempSync(join(tmpdir(), "aws-access-"));
  const dataDir = join(folder, "data");
  const sandboxDir = join(folder, "sandbox");
  const launch = typeof how === "string" ? taskHere(how) : how;
  const env = {
    PORT: "0",
    SANDBOX_AWS_PORT: "0",
    SANDBOX_TELEPORT_PORT: "0",
    SANDBOX_WEB_PORT: "0",
    DATA_DIR: dataDir,
    SANDBOX_DIR: sandboxDir,
    // Whatever the app can tell its log is told, and searched for secrets.
    LOG_LEVEL: "debug",
    ...(how === "gallery" && { TMPDIR: folder }),
    ...extra,
  };
  // What stands between us and the app may pass no signal on: then all of them get it.
  const started = await startProcess(launch, appReady, env, typeof how !== "string");
  try {
    const own = how === "gallery" ? galleryFolders(folder) : { dataDir, sandboxDir };
    const sandbox = parseEnvFile(readFileSync(join(own.sandboxDir, "env"), "utf8"));
    return watched({
      started,
      dataDir: own.dataDir,
      sandbox,
      remove: () => rmSync(folder, { recursive: true, force: true }),
    });
  } catch (error) {
    await started.end();
    throw error;
  }
}

/** The gallery takes no folder from its caller, but makes its own where temporary files go. */
function galleryFolders(temporary: string): { dataDir: string; sandboxDir: string } {
  const own = readdirSync(temporary).find((name) => name.startsWith(galleryFolder));
  if (own === undefined) throw new Error(`The gallery made no folder in ${temporary}.`);
  return { dataDir: join(temporary, own, "data"), sandboxDir: join(temporary, own, "sandbox") };
}

/** An app whose secrets are known from now on, and looked for when it ends. */
export function watched(app: {
  started: ReadyProcess;
  dataDir: string;
  sandbox: Record<string, string>;
  remove: () => void;
  databaseUrl?: string;
}): RunningApp {
  const { started, dataDir, sandbox, databaseUrl } = app;
  const url = started.said[1] ?? "";
  const holder = () => ({ dataDir, sandbox, printed: started.output(), databaseUrl });
  keepSecretsOf(holder());
  watchOrigin(url, async () => await learnExternalIds({ dataDir, databaseUrl }));
  return {
    url,
    pid: started.pid,
    dataDir,
    sandbox,
    output: started.output,
    signInUrl: () => {
      const token = issueSignInToken(dataDir, new Date());
      keepSecret("a sign-in token", token);
      return `${url}/sign-in#token=${token}`;
    },
    stop: async () => {
      keepSecretsOf(holder());
      await started.end();
      const leaks = [...(await takeFindings()), ...(await secretsLeftBy(holder()))];
      app.remove();
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
