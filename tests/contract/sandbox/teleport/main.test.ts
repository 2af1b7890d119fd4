import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let dir: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "sandbox-main-"));
});

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  }
  rmSync(dir, { recursive: true, force: true });
});

interface Run {
  child: ChildProcess;
  output: () => string;
  ready: Promise<void>;
  exit: Promise<number | null>;
}

function runSandbox(ports: Record<string, string>, ...parameters: string[]): Run {
  const free = { SANDBOX_AWS_PORT: "0", SANDBOX_TELEPORT_PORT: "0", SANDBOX_WEB_PORT: "0" };
  const child = spawn(process.execPath, ["lib/sandbox/main.ts", ...parameters], {
    env: {
      NODE_ENV: "test",
      PATH: process.env["PATH"] ?? "",
      SANDBOX_DIR: join(dir, "sandbox"),
      ...free,
      ...ports,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let text = "";
  let resolveReady: () => void;
  const ready = new Promise<void>((resolve) => (resolveReady = resolve));
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes("Sandbox ready\n")) resolveReady();
    });
  }
  const exit = once(child, "exit").then(([code]) => code as number | null);
  return { child, output: () => text, ready: Promise.race([ready, exit.then(() => undefined)]), exit };
}

/** What a shell that reads the file has, in the order of the file. */
function environmentFile(): Record<string, string> {
  const path = join(dir, "sandbox", "env");
  const keys = [...readFileSync(path, "utf8").matchAll(/^([A-Z0-9_]+)=/gm)].map(([, key]) => key ?? "");
  const values = keys.map((key) =>
    execFileSync("sh", ["-c", `. "$0"; printf %s "$${key}"`, path]).toString(),
  );
  return Object.fromEntries(keys.map((key, index) => [key, values[index] ?? ""]));
}

const awsKeys = [
  "AWS_ENDPOINT_URL",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_EC2_METADATA_DISABLED",
  "AWS_FEDERATION_URL",
  "AWS_CONSOLE_URL",
];
const teleportKeys = ["TELEPORT_PROXY", "TELEPORT_WEB_URL", "TELEPORT_IDENTITY_FILE", "TELEPORT_CA_FILE"];

test("both halves start, say where they are, write the environment, and end cleanly on SIGTERM", async () => {
  const sandbox = runSandbox({});
  await sandbox.ready;
  expect(sandbox.output()).toMatch(
    /^AWS +http:\/\/127\.0\.0\.1:\d+\nTeleport +127\.0\.0\.1:\d+ .*http:\/\/127\.0\.0\.1:\d+\nSandbox ready\n$/,
  );
  const variables = environmentFile();
  expect(Object.keys(variables)).toEqual([...awsKeys, ...teleportKeys]);
  expect(statSync(join(dir, "sandbox", "env")).mode & 0o777).toBe(0o600);
  expect(readFileSync(variables["TELEPORT_IDENTITY_FILE"] ?? "", "utf8")).toContain("BEGIN CERTIFICATE");
  expect((await fetch(`${variables["TELEPORT_WEB_URL"]}/`)).status).toBe(200);
  sandbox.child.kill("SIGTERM");
  expect(await sandbox.exit).toBe(0);
});

test("each half runs alone, and leaves the other's variables in the file", async () => {
  const aws = runSandbox({}, "--only", "aws");
  await aws.ready;
  expect(Object.keys(environmentFile())).toEqual(awsKeys);
  const teleport = runSandbox({}, "--only", "teleport");
  await teleport.ready;
  expect(Object.keys(environmentFile())).toEqual([...awsKeys, ...teleportKeys]);
  expect(teleport.output()).not.toContain("AWS");
  aws.child.kill("SIGINT");
  teleport.child.kill("SIGINT");
  expect([await aws.exit, await teleport.exit]).toEqual([0, 0]);
});

test.each(["SANDBOX_AWS_PORT", "SANDBOX_TELEPORT_PORT", "SANDBOX_WEB_PORT"])(
  "a port in use is one line that names it and %s, and the program ends with 1",
  async (variable) => {
    const occupant = createServer();
    occupant.listen(0, "127.0.0.1");
    await once(occupant, "listening");
    const { port } = occupant.address() as AddressInfo;
    const sandbox = runSandbox({ [variable]: String(port) });
    expect(await sandbox.exit).toBe(1);
    expect(sandbox.output().trimEnd().split("\n")).toHaveLength(1);
    expect(sandbox.output()).toContain(`Port ${port} is in use: set ${variable}`);
    occupant.close();
  },
);

test.each([
  [["--only", "azure"], {}, "--only aws|teleport"],
  [[], { SANDBOX_WEB_PORT: "many" }, "SANDBOX_WEB_PORT"],
])("parameters %j with %j are refused in one line", async (parameters, variables, words) => {
  const sandbox = runSandbox(variables, ...parameters);
  expect(await sandbox.exit).toBe(1);
  expect(sandbox.output()).toContain(words);
  expect(sandbox.output().trimEnd().split("\n")).toHaveLength(1);
});
