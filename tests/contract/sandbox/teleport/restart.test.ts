import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startTeleport, type TeleportSandbox } from "#lib/sandbox/teleport/server.ts";
import { clientsFor, parseIdentity } from "./grpc-client.ts";

let dir: string;
const open = (proxyPort = 0): Promise<TeleportSandbox> =>
  startTeleport({ proxyPort, webPort: 0, dir, awsEndpoint: null });

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), "restart-")), "teleport");
});

afterEach(() => rmSync(join(dir, ".."), { recursive: true, force: true }));

test("what was written is there after a restart, and an identity of before is still good", async () => {
  const first = await open();
  const before = clientsFor(first);
  const written = await before.auth.createRole({ Role: { Version: "v8", Metadata: { Name: "kept" } } });
  const identity = parseIdentity(readFileSync(first.identityFile, "utf8"));
  before.close();
  await first.close();

  const second = await open();
  const after = clientsFor(second, identity);
  const read = await after.auth.getRole({ Name: "kept" });
  expect(read.Metadata?.Revision).toBe(written.Metadata?.Revision);
  after.close();
  await second.close();
});

test("directories are for the owner only, and so are the files in them", async () => {
  const sandbox = await open();
  const modes = readdirSync(dir, { recursive: true, withFileTypes: true }).map((entry) => ({
    isFile: entry.isFile(),
    mode: statSync(join(entry.parentPath, entry.name)).mode & 0o777,
  }));
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  expect(new Set(modes.map(({ isFile, mode }) => `${isFile} ${mode.toString(8)}`))).toEqual(
    new Set(["true 600", "false 700"]),
  );
  await sandbox.close();
});

test("a state that can't be read stops the start with the way out", async () => {
  const first = await open();
  await first.close();
  writeFileSync(join(dir, "state.json"), "{ broken");
  await expect(open()).rejects.toThrow("sandbox:reset");
});

test("a port in use is an error that names it, and nothing stays open", async () => {
  const first = await open();
  await expect(open(first.proxyPort)).rejects.toMatchObject({ code: "EADDRINUSE", port: first.proxyPort });
  await first.close();
});

test("the identity file has Teleport's parts in Teleport's order", async () => {
  const sandbox = await open();
  const lines = readFileSync(sandbox.identityFile, "utf8").split("\n");
  const marks = lines.filter((line) => /^(?:-----BEGIN|ecdsa-|@cert-authority)/.test(line));
  expect(
    marks.map((line) =>
      line
        .split(" ")
        .slice(0, 2)
        .join(" ")
        .replace(/ AAAA.*/, ""),
    ),
  ).toEqual([
    "-----BEGIN PRIVATE",
    "ecdsa-sha2-nistp256-cert-v01@openssh.com",
    "-----BEGIN CERTIFICATE-----",
    "@cert-authority teleport.acme.test,*.teleport.acme.test",
    "-----BEGIN CERTIFICATE-----",
  ]);
  await sandbox.close();
});
