import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { expect } from "@playwright/test";
import { test } from "../support/e2e/base.ts";
import {
  copyBuild,
  copyRepository,
  loadedModules,
  oldNpmStart,
  plainEnvironment,
  runOldNpm,
} from "../support/e2e/fresh-copy.ts";
import { startApp } from "../support/e2e/running-app.ts";
import { expectAllHolds } from "../support/e2e/wizard.ts";

/** The Node that `npm test` was called with; the launcher brought the one that runs this. */
const nodePath = process.env["LAUNCHED_BY_NODE"] ?? process.execPath;

/** Without a registry nobody can have that npm. CI has one: there it is a failure like any other. */
async function skipWithoutRegistry(environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    await runOldNpm("/", environment, "--version");
  } catch (error) {
    if (process.env["CI"]) throw error;
    console.log(`The test with npm 10.8.2 is skipped: it could not be had. ${String(error)}`);
    test.skip(true, "npm 10.8.2 could not be had: no registry answers");
  }
}

test("a copy of the repository, installed by npm 10.8.2, starts with the Node that it brings", async ({
  page,
}) => {
  test.setTimeout(900_000);
  const environment = plainEnvironment(nodePath);
  await skipWithoutRegistry(environment);
  const outside = execFileSync("node", ["--version"], { encoding: "utf8", env: environment });

  const copy = copyRepository();
  try {
    await runOldNpm(copy, environment, "ci", "--loglevel=error");
    copyBuild(copy);
    const app = await startApp({}, oldNpmStart(copy, environment));
    try {
      await page.goto(app.signInUrl());
      await page.waitForURL(`${app.url}/enroll`);
      await page.goto(`${app.url}/new`);
      await expectAllHolds(page);
      // Installed by hand and built already: neither is done again.
      expect(app.output()).not.toMatch(/Installing|Building/);
      // Nothing is borrowed from the checkout that runs this test, and the older Node only passes on.
      const loaded = loadedModules(app.pid);
      expect(loaded.filter((file) => !file.startsWith(`${copy}/`))).toEqual([]);
      expect(loaded.join("\n")).toContain("better-sqlite3");
      const bringsNode = Number(outside.slice(1).split(".")[0]) < 24;
      expect(loaded.some((file) => file.endsWith("/bin/node"))).toBe(bringsNode);
    } finally {
      await app.stop();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
