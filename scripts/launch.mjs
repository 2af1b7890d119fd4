// Runs on any Node from 20.19: makes sure that the dependencies and the project's own Node 24 are there, then hands over
// to a task in TypeScript. Nothing but built-ins here: this file must work before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [task, ...rest] = process.argv.slice(2);
const wantedMajor = 24;

function installIfNeeded() {
  const stampFile = join(root, "node_modules", ".installed-lock");
  const lockHash = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === lockHash) return;
  if (installedByHand()) return;
  console.log("Installing dependencies…");
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const done = spawnSync(command, [...args, "ci", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32" && command === "npm",
    // NODE_ENV=production would make npm leave out what building and testing need.
    env: { ...process.env, NODE_ENV: "" },
  });
  if (done.status !== 0) {
    console.error("The dependencies could not be installed: see the lines above. Nothing was started.");
    process.exit(1);
  }
  writeFileSync(stampFile, lockHash);
}

/** npm writes its own copy of the lock at the end of an install: newer than the lock means that it is done. */
function installedByHand() {
  const npmCopy = join(root, "node_modules", ".package-lock.json");
  return existsSync(npmCopy) && statSync(npmCopy).mtimeMs > statSync(join(root, "package-lock.json")).mtimeMs;
}

function findNode() {
  if (Number(process.versions.node.split(".")[0]) >= wantedMajor) return process.execPath;
  const folder = join(
    root,
    "node_modules",
    `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`,
  );
  const binary = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(binary)) return binary;
  console.error(
    `This is Node ${process.versions.node}, and no Node ${wantedMajor} comes with the dependencies on ${process.platform}-${process.arch}: install Node ${wantedMajor}.`,
  );
  return process.exit(1);
}

if (!task) {
  console.error(
    "Usage: node scripts/launch.mjs <task> [arguments]. The tasks are the scripts of package.json.",
  );
  process.exit(1);
}

installIfNeeded();
const node = findNode();
const program =
  task === "exec"
    ? [join(root, "node_modules", ".bin", rest.shift() ?? "")]
    : [join(root, "scripts", "tasks", `${task}.ts`)];
const child = spawn(
  node,
  ["--conditions=react-server", "--disable-warning=ExperimentalWarning", ...program, ...rest],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      // A test starts the app anew as somebody does who has nothing but that.
      LAUNCHED_BY_NODE: process.execPath,
      NEXT_TELEMETRY_DISABLED: "1",
      PATH: [dirname(node), join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter),
    },
  },
);
// The terminal sends Ctrl-C to the whole group; the task ends its own children, and this waits for it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
