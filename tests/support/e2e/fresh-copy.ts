import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");
const oldNpm = "npm@10.8.2";

/** The environment that somebody has who starts from nothing: nothing of the npm or Node that run these tests. */
export function plainEnvironment(nodePath: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_|PLAYWRIGHT_|INIT_CWD$)/i.test(name),
  );
  const folders = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules") && !folder.includes("node-gyp-bin"));
  // Newer versions of npm put the Node that the lockfile brings first: that one is none of a newcomer's.
  const outer = nodePath.includes("node_modules") ? [] : [dirname(nodePath)];
  return {
    ...(Object.fromEntries(kept) as NodeJS.ProcessEnv),
    PATH: [...outer, ...folders].join(delimiter),
    npm_config_prefer_offline: "true",
    npm_config_update_notifier: "false",
    npm_config_yes: "true",
  };
}

/** The repository as git has it, without anything that an install or a build leaves behind. */
export function copyRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), "aws-access-copy-"));
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const file of files.split("\0").filter((name) => name !== "" && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  return copy;
}

/**
 * Puts this checkout's build beside equal sources, which the copy then finds built already: what another npm could break
 * is the installation, and all that the build leaves outside of itself (database, gRPC, log, framework) is loaded from that.
 */
export function copyBuild(copy: string): void {
  cpSync(join(root, ".next"), join(copy, ".next"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => path !== join(root, ".next", "cache"),
  });
}

/** Runs the old npm in the folder; what it printed. @throws with that, where it fails */
export async function runOldNpm(
  folder: string,
  environment: NodeJS.ProcessEnv,
  ...args: string[]
): Promise<string> {
  return await new Promise((done, fail) => {
    execFile("npx", [oldNpm, ...args], { cwd: folder, env: environment }, (error, stdout, stderr) => {
      if (error) fail(new Error(`npx ${oldNpm} ${args.join(" ")}: ${stderr || stdout || error.message}`));
      else done(stdout + stderr);
    });
  });
}

export function oldNpmStart(folder: string, environment: NodeJS.ProcessEnv) {
  return { program: "npx", args: [oldNpm, "start"], folder, environment };
}

/** Programs and native modules of an installation that the processes of this group have loaded. */
export function loadedModules(groupLeader: number): string[] {
  const members = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && groupOf(name) === groupLeader);
  const files = members.flatMap(
    (pid) => readText(`/proc/${pid}/maps`).match(/\/\S*node_modules\/\S+$/gm) ?? [],
  );
  return [...new Set(files)].toSorted();
}

function groupOf(pid: string): number | null {
  // The name of the program stands in brackets and may hold blanks; state, parent and group come after it.
  const [, , group] = readText(`/proc/${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
  return group === undefined ? null : Number(group);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The process has ended meanwhile.
    return "";
  }
}
