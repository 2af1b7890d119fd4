import type { Browser, Page } from "@playwright/test";
import pg from "pg";
import { clearAwsFaults, countWrites, setAwsFaults, writesSince } from "../support/e2e/sandbox.ts";
import { openSite, type Site } from "../support/e2e/several-apps.ts";
import type { RunningApp } from "../support/e2e/running-app.ts";
import { expect, signIn, test } from "../support/e2e/test.ts";
import { knownSecretsIn } from "../support/e2e/secrets/known.ts";
import * as wizard from "../support/e2e/wizard.ts";
import { installedPostgres } from "../../scripts/support/postgres.ts";

const JOURNAL_KEY = "7".repeat(64);
const otherAccount = "098765432109";
const trustPath = "/enroll/acme-production/trust";

test.skip(installedPostgres() === null, "No PostgreSQL server is here.");

test.describe.serial("two processes on one PostgreSQL", () => {
  let site: Site;
  let first: RunningApp;
  let second: RunningApp;
  let here: Page;
  let there: Page;
  let runPath: string;

  async function openPage(browser: Browser, app: RunningApp): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, app);
    return page;
  }

  async function reviewRole(page: Page, app: RunningApp, role: string): Promise<void> {
    await page.goto(`${app.url}${trustPath}`);
    await wizard.chooseRoles(page, [role]);
    await page.getByRole("button", { name: /^Review \d/ }).click();
    await expect(page.getByRole("button", { name: /^Apply/ })).toBeVisible();
  }

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    site = await openSite();
  });
  test.afterAll(async () => {
    await here?.context().close();
    await there?.context().close();
    await site.close();
  });

  test("both begin at once on an empty database: its tables are made once", async ({ browser }) => {
    test.setTimeout(240_000);
    [first, second] = await Promise.all([
      site.start("first", { JOURNAL_KEY }),
      site.start("second", { JOURNAL_KEY }),
    ]);
    const client = new pg.Client({ connectionString: site.databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ name: string }>("select name from kysely_migration order by name");
    await client.end();
    expect(rows.map(({ name }) => name)).toEqual([
      "0001-tables",
      "0002-append-only",
      "0003-chain-key",
      "0004-external-ids-and-role-lists",
    ]);
    [here, there] = [await openPage(browser, first), await openPage(browser, second)];
  });

  test("a third one with another key of the journal is refused in words", async () => {
    const refused = site.start("third", { JOURNAL_KEY: "8".repeat(64) });
    await expect(refused).rejects.toThrow("ended with 1 before it was ready");
    await expect(refused).rejects.toThrow("All processes on one database must have the same JOURNAL_KEY");
  });

  test("another one on the same data folder is told where the first one runs", async () => {
    const refused = site.start("first", { JOURNAL_KEY });
    await expect(refused).rejects.toThrow(
      `already runs on this data (${first.dataDir}): ${first.url}, process`,
    );
  });

  test("an external id that one makes is the other's too, and is watched for from then on", async () => {
    const shown: string[] = [];
    for (const [page, app] of [
      [here, first],
      [there, second],
    ] as const) {
      await page.goto(`${app.url}/new`);
      await page.getByRole("radio", { name: "Another account" }).check();
      await page.getByRole("textbox", { name: "Account id" }).fill(otherAccount);
      await page.getByRole("button", { name: "Show what to create there" }).first().click();
      const role = page.getByRole("region", { name: `The role to reach account ${otherAccount}` });
      await expect(role).toContainText(/[0-9a-f]{32}/);
      shown.push(/[0-9a-f]{32}/.exec((await role.textContent()) ?? "")?.[0] ?? "none");
      await page.goto(`${app.url}/enroll`);
    }
    expect(new Set(shown).size).toBe(1);
    // The rows of this database are searched for it as the apps end.
    expect(knownSecretsIn(shown.join())).toContain("an external id");
  });

  test("what one enrolls stands on the pages of the other", async () => {
    test.slow();
    await wizard.beginProduction(here);
    for (const step of ["Integration", "Permissions"] as const) {
      await wizard.openStep(here, step);
      await wizard.review(here);
      await wizard.apply(here);
    }
    await there.goto(`${second.url}/enroll/acme-production/runs`);
    await expect(there.getByRole("main").getByRole("listitem")).toHaveCount(2);
  });

  test("one writes at a time: the other is told who does, and follows the run's progress", async () => {
    test.slow();
    await reviewRole(here, first, "Developer");
    await reviewRole(there, second, "LogReader");
    const before = await countWrites(first);
    await setAwsFaults(first, {
      match: { action: "UpdateAssumeRolePolicy", roleName: "Developer" },
      fault: { kind: "hold", when: "after" },
    });
    await here.getByRole("button", { name: /^Apply/ }).click();
    await here.waitForURL(/\/runs\//);
    runPath = new URL(here.url()).pathname;

    await there.getByRole("button", { name: /^Apply/ }).click();
    await expect(there.getByText(/process \d+ on .+ run .+ holds the lock until/)).toBeVisible();
    const follower = await there.context().newPage();
    await follower.goto(`${second.url}/enroll`);
    // What this process read last is older than the enrollment: the list has it read again by itself.
    const underWay = (page: Page) => page.getByRole("link", { name: "A run is being applied" });
    const list = await there.context().newPage();
    await list.goto(`${second.url}/enroll`);
    await expect(underWay(list)).toBeVisible();
    await underWay(follower).click();
    await follower.waitForURL(`**${runPath}`);
    await expect(follower.getByText("Done and confirmed")).toHaveCount(1);
    // AWS has done what it does not answer yet; of the other process's role it knows nothing.
    expect(await writesSince(first, before)).toEqual([
      "TagRole Developer",
      "UpdateAssumeRolePolicy Developer",
    ]);

    await clearAwsFaults(first);
    await wizard.expectRunSays(follower, "finished");
    await wizard.expectRunSays(here, "finished");
    await expect(underWay(list)).toHaveCount(0, { timeout: 60_000 });
    for (const page of [follower, list]) await page.close();
  });

  test("the lock outlives kill -9 of its owner; when it ends the other goes on with the run", async () => {
    test.setTimeout(240_000);
    await reviewRole(here, first, "MobileRelease");
    await setAwsFaults(first, {
      match: { action: "UpdateAssumeRolePolicy", roleName: "MobileRelease" },
      fault: { kind: "hold", when: "after" },
    });
    await here.getByRole("button", { name: /^Apply/ }).click();
    await here.waitForURL(/\/runs\//);
    runPath = new URL(here.url()).pathname;
    await reviewRole(there, second, "LogReader");
    const refusal = there.getByText(/process \d+ on .+ holds the lock until/);
    await there.getByRole("button", { name: /^Apply/ }).click();
    await expect(refusal).toBeVisible();
    const owner = Number(/process (\d+) on/.exec((await refusal.textContent()) ?? "")?.[1]);

    process.kill(owner, "SIGKILL");
    await expect.poll(() => first.output()).toContain("The app has ended");
    await clearAwsFaults(first);
    await there.getByRole("button", { name: /^Apply/ }).click();
    await expect(refusal).toBeVisible();

    await there.goto(`${second.url}${runPath}`);
    await wizard.expectRunSays(there, "interrupted");
    await there.getByRole("button", { name: /^Continue/ }).click();
    await wizard.expectRunSays(there, "finished");
    await reviewRole(there, second, "LogReader");
    await wizard.apply(there);
  });
});
