import type { Page } from "@playwright/test";
import { expect, test } from "../support/e2e/test.ts";
import { countWrites, signInToTeleport } from "../support/e2e/sandbox.ts";

const roles = ["ReadOnlyAuditor", "BillingAnalyst", "DataScientist"];

/** Reviews what the step would change, applies it, and waits until the run says that it is finished. */
async function reviewAndApply(page: Page, button: RegExp | string = "Review changes"): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("button", { name: /^Apply/ }).click();
  await page.waitForURL("**/runs/**");
  await expect(page.getByRole("main").getByText("finished", { exact: true })).toBeVisible({
    timeout: 60_000,
  });
}

function railOf(page: Page, name: string) {
  return page.getByRole("list", { name: "Steps" }).getByRole("link", { name: new RegExp(name) });
}

async function openStep(page: Page, name: string): Promise<void> {
  await page
    .getByRole("navigation")
    .getByRole("link", { name: new RegExp(`^${name}|${name}`) })
    .first()
    .click();
  await page.waitForURL(`**/${name.toLowerCase()}`);
}

test.describe.serial("from an empty account to an open console", () => {
  let page: Page;

  test.beforeAll(async ({ browser, app }) => {
    page = await (await browser.newContext()).newPage();
    await page.goto(app.signInUrl());
    await page.waitForURL("**/enroll");
  });

  test.afterAll(async () => {
    await page.context().close();
  });

  test("an admin begins with two names", async () => {
    await page.getByRole("link", { name: "Enroll an account" }).click();
    await page.getByRole("textbox", { name: "Integration name" }).fill("acme-production");
    await page.getByRole("textbox", { name: "Account name" }).first().fill("Acme Production");
    await page.getByRole("button", { name: "Begin the enrollment" }).click();
    await page.waitForURL("**/enroll/acme-production/integration");
  });

  test("step 1 makes provider, role and integration", async () => {
    await reviewAndApply(page);
    await expect(railOf(page, "Integration")).toContainText("acme-production");
  });

  test("step 2 lets the integration role assume tagged roles", async () => {
    await openStep(page, "Permissions");
    await reviewAndApply(page);
    await expect(railOf(page, "Permissions")).toContainText("policy in place");
  });

  test("step 3 tags and patches three chosen roles, after showing the one statement that is the same for all", async () => {
    await openStep(page, "Trust");
    for (const role of roles) {
      await page.getByRole("searchbox").fill(role);
      await page.getByRole("checkbox", { name: new RegExp(role) }).check();
    }
    await page.getByRole("button", { name: "Review" }).click();
    await expect(page.getByText("TeleportIntegration038a967f")).toHaveCount(1);
    await expect(page.getByText("3 roles · 3 statements, 2 tags · nothing removed")).toBeVisible();
    await page.getByRole("button", { name: /^Apply/ }).click();
    await page.waitForURL("**/runs/**");
    await expect(page.getByRole("main").getByText("finished", { exact: true })).toBeVisible({
      timeout: 60_000,
    });
    await expect(railOf(page, "Trust")).toContainText("3 ready");
  });

  test("step 4 puts the account into Teleport", async () => {
    await openStep(page, "App");
    await reviewAndApply(page);
  });

  test("step 5 gives alice the three roles, and shows before what she will see", async () => {
    await openStep(page, "Access");
    for (const role of roles)
      await page
        .getByRole("checkbox", { name: new RegExp(role) })
        .first()
        .check();
    await page.getByRole("checkbox", { name: /alice/ }).check();
    const preview = page.getByRole("region", { name: "What they will see" });
    for (const role of roles) await expect(preview).toContainText(role);
    await expect(preview).toContainText("next sign-in");
    await reviewAndApply(page);
    await expect(railOf(page, "Access")).toContainText("1 person reaches 3 roles");
  });

  test("step 6 offers a console link for each role, with every light on", async () => {
    await openStep(page, "Launch");
    for (const role of roles) {
      const tile = page.getByRole("article", { name: `${role} in Acme Production` });
      await expect(tile.getByRole("link", { name: /Open console/ })).toBeVisible();
      await expect(tile).toContainText("all 8 are OK");
    }
  });

  test("enrolling twice changes nothing: no step has anything to apply, and nothing was written", async ({
    app,
  }) => {
    const before = await countWrites(app);
    for (const step of ["Integration", "Permissions", "App"]) {
      await openStep(page, step);
      await expect(page.getByRole("button", { name: "Review changes" })).toBeVisible();
      await page.getByRole("button", { name: "Review changes" }).click();
      await expect(page.getByText(/nothing to (do|change)/i).first()).toBeVisible();
    }
    expect(await countWrites(app)).toEqual(before);
  });

  test("alice signs in to Teleport, launches a role and reads the right account and role on the console page", async ({
    app,
    browser,
  }) => {
    await openStep(page, "Launch");
    const href = await page
      .getByRole("link", { name: "Open console: ReadOnlyAuditor in Acme Production, new tab" })
      .getAttribute("href");
    const alice = await (await browser.newContext()).newPage();
    await signInToTeleport(alice, app, "alice");
    await alice.goto(href ?? "");
    await expect(alice.getByText("123456789012").first()).toBeVisible();
    await expect(
      alice.getByText("arn:aws:iam::123456789012:role/audit/ReadOnlyAuditor").first(),
    ).toBeVisible();
    await alice.context().close();
  });
});
