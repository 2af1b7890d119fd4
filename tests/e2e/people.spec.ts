import type { BrowserContext, Page } from "@playwright/test";
import { clearAwsFaults, countWrites, setAwsFaults, writesSince } from "../support/e2e/sandbox.ts";
import { expect, signIn, test } from "../support/e2e/test.ts";
import { watch } from "../support/e2e/watch.ts";
import * as wizard from "../support/e2e/wizard.ts";

const trustPath = "/enroll/acme-development/trust";
const ended = "You are not signed in any more.";

test.use({ appChoice: { name: "people", environment: {} } });

test.describe.serial("people who work as people do", () => {
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  test.beforeAll(async ({ browser, app }) => {
    context = await browser.newContext();
    complaints = watch(context);
    page = await context.newPage();
    await signIn(page, app);
    await wizard.adoptDevelopment(page);
  });

  test.afterEach(async ({ app }) => {
    await clearAwsFaults(app);
    // The browser notes each answer to somebody whose session has ended.
    const others = complaints.splice(0).filter((line) => !line.includes("status of 401 (Unauthorized)"));
    expect(others, "complaints of the browser").toEqual([]);
  });

  test.afterAll(async () => {
    await context.close();
  });

  /** Follows the way that the message offers, and signs in there. */
  async function signInBeside(app: Parameters<typeof signIn>[1]): Promise<void> {
    const opened = context.waitForEvent("page");
    const message = page.getByRole("alert").filter({ hasText: ended }).last();
    await message.getByRole("link", { name: "Open the app in another tab" }).click();
    const beside = await opened;
    // Once the page has looked for a token, it takes one that comes later.
    await expect(beside.getByText("npm run token")).toBeVisible();
    await signIn(beside, app);
    await beside.close();
  }

  test("whose session ends in the middle of a form keep what they entered, sign in beside it, and send it", async ({
    app,
  }) => {
    await page.goto(`${app.url}/new`);
    const field = (name: string) => page.getByRole("textbox", { name }).first();
    await field("Integration name").fill("acme-kept");
    await field("Account name").fill("Acme Kept");
    await field("Integration role").fill("kept-integration");
    await context.clearCookies();
    await page.getByRole("button", { name: "Begin the enrollment" }).click();
    await expect(page.getByRole("alert").filter({ hasText: ended })).toBeVisible();
    await signInBeside(app);
    await expect(field("Integration name")).toHaveValue("acme-kept");
    await expect(field("Account name")).toHaveValue("Acme Kept");
    await page.getByRole("button", { name: "Begin the enrollment" }).click();
    await page.waitForURL("**/enroll/acme-kept/integration");
    await expect(page.getByText("role/kept-integration").first()).toBeVisible();
  });

  test("whose session ends keep the roles that they chose, also when they ask for a new reading or a plan", async ({
    app,
  }) => {
    await page.goto(app.url + trustPath);
    await wizard.chooseRoles(page, ["ReadOnly", "DataOps"]);
    await context.clearCookies();
    await page.getByRole("button", { name: "Check again" }).first().click();
    await expect(page.getByRole("alert").filter({ hasText: ended })).toBeVisible();
    await page.getByRole("button", { name: "Review 2 roles" }).click();
    await expect(page.getByRole("heading", { name: "2 roles chosen" })).toBeVisible();
    await expect(page.getByRole("alert").filter({ hasText: ended })).toHaveCount(2);
    await signInBeside(app);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("2 roles · 1 tag, 2 statements · nothing removed")).toBeVisible();
    await page.getByRole("button", { name: "Close" }).click();
  });

  test("who apply the same change from two tabs at once write it once: the second is told of the run, and finds it done", async ({
    app,
    browser,
  }) => {
    const before = await countWrites(app);
    const otherContext = await browser.newContext();
    const other = await otherContext.newPage();
    await signIn(other, app);
    for (const tab of [page, other]) {
      await tab.goto(app.url + trustPath);
      await wizard.chooseRoles(tab, ["ReadOnly"]);
      await tab.getByRole("button", { name: "Review 1 role" }).click();
      await expect(tab.getByRole("button", { name: /^Apply/ })).toBeVisible();
    }
    await setAwsFaults(app, {
      match: { action: "UpdateAssumeRolePolicy", roleName: "ReadOnly" },
      fault: { kind: "hold", when: "before" },
    });
    await Promise.all([page, other].map((tab) => tab.getByRole("button", { name: /^Apply/ }).click()));
    const refused = (tab: Page) =>
      tab.getByRole("alert").filter({ hasText: "Another run is at work in account 210987654321." });
    const isRefused = async (tab: Page) => await refused(tab).isVisible();
    await expect.poll(async () => (await isRefused(page)) !== (await isRefused(other))).toBe(true);
    const [second, first] = (await isRefused(page)) ? [page, other] : [other, page];
    await first.waitForURL("**/runs/**");
    await expect(first.getByRole("main").getByText("running", { exact: true })).toBeVisible();

    // Back in the middle of the run: it goes on, is not offered again, and is there again by Forward.
    await first.goBack();
    await expect(first.getByRole("searchbox")).toBeVisible();
    await expect(first.getByRole("region", { name: "Run" })).toContainText("A run is being applied");
    await expect(first.getByRole("button", { name: /^Apply/ })).toHaveCount(0);
    await first.goForward();
    await expect(first.getByRole("main").getByText("running", { exact: true })).toBeVisible();

    await clearAwsFaults(app);
    await wizard.expectRunSays(first, "finished");
    // The plan is still there to be applied: what it wanted is done already.
    await wizard.apply(second);
    await expect(second.getByRole("main").getByRole("listitem")).toContainText("Already so");
    expect(await writesSince(app, before)).toEqual(["UpdateAssumeRolePolicy ReadOnly"]);
    await otherContext.close();
  });
});
