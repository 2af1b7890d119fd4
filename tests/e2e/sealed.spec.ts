import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { test } from "../support/e2e/base.ts";
import { foreignConnections } from "../support/e2e/foreign-connections.ts";
import { startApp } from "../support/e2e/running-app.ts";
import { expectAllHolds } from "../support/e2e/wizard.ts";

/** A listener that nobody should ever find. */
async function openTrap() {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, visits: () => visits, close: () => server.close() };
}

test("npm start without a cluster is sealed off: no variable, profile or proxy of the caller leads out", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const trap = await openTrap();
  const home = mkdtempSync(join(tmpdir(), "hostile-home-"));
  const witness = join(home, "credential-process-ran");
  mkdirSync(join(home, ".aws"));
  const script = join(home, "credentials.sh");
  writeFileSync(script, `#!/bin/sh\ntouch '${witness}'\nexit 1\n`);
  chmodSync(script, 0o755);
  writeFileSync(
    join(home, ".aws", "config"),
    `[default]\nregion = eu-west-1\nendpoint_url = ${trap.url}\ncredential_process = ${script}\n[profile production]\nendpoint_url = ${trap.url}\ncredential_process = ${script}\n`,
  );
  const app = await startApp({
    HOME: home,
    AWS_PROFILE: "production",
    AWS_ACCESS_KEY_ID: "AKIAHOSTILE",
    AWS_SECRET_ACCESS_KEY: "hostile",
    AWS_SESSION_TOKEN: "hostile",
    AWS_ENDPOINT_URL: trap.url,
    AWS_ENDPOINT_URL_IAM: trap.url,
    AWS_ENDPOINT_URL_STS: trap.url,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: trap.url,
    TELEPORT_AUTH_ADDRESS: trap.url.replace("http://", ""),
    TELEPORT_CA_FILE: "/nonexistent",
    HTTP_PROXY: trap.url,
    HTTPS_PROXY: trap.url,
    ALL_PROXY: trap.url,
    NODE_OPTIONS: "",
  });
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(app.signInUrl());
    await page.waitForURL(`${app.url}/enroll`);
    await page.goto(`${app.url}/new`);
    await expectAllHolds(page);
    await expect(page.getByText("123456789012").first()).toBeVisible();
    await page.context().close();
    expect(trap.visits()).toBe(0);
    expect(existsSync(witness)).toBe(false);
    expect(foreignConnections(app.pid)).toEqual([]);
    expect(app.output()).not.toContain("AKIAHOSTILE");
    // A second start has nothing to install and nothing to build.
    expect(app.output()).not.toMatch(/Installing|Building/);
    expect(statSync(app.dataDir).mode & 0o777).toBe(0o700);
  } finally {
    await app.stop();
    trap.close();
    rmSync(home, { recursive: true });
  }
});

test("the app listens on loopback only", async () => {
  test.setTimeout(240_000);
  const app = await startApp();
  try {
    const port = Number(new URL(app.url).port);
    const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
    const listening = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .filter((columns) => columns[3] === "0A" && columns[1]?.endsWith(`:${hexPort}`))
        .map((columns) => columns[1]),
    );
    expect(listening).toEqual([`0100007F:${hexPort}`]);
    for (const address of Object.values(networkInterfaces()).flatMap((list) => list ?? [])) {
      if (address.internal || address.family !== "IPv4") continue;
      await expect(fetch(`http://${address.address}:${port}/`)).rejects.toThrow();
    }
  } finally {
    await app.stop();
  }
});

test("a second start on the same data says where the first one runs", async () => {
  test.setTimeout(240_000);
  const app = await startApp();
  try {
    await expect(startApp({ DATA_DIR: app.dataDir })).rejects.toThrow(
      `already runs on this data (${app.dataDir}): ${app.url}`,
    );
  } finally {
    await app.stop();
  }
});
