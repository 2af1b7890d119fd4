import type { Locator, Page } from "@playwright/test";
import { expectFocusKept, pressOn, retype, tabTo } from "../support/e2e/keyboard.ts";
import { expect, test } from "../support/e2e/one-admin.ts";
import { expectRunSays, railOf, type StepName } from "../support/e2e/wizard.ts";

const roles = ["ReadOnlyAuditor", "DataScientist"];

test.use({ appChoice: { name: "keyboard", environment: {} } });

/* No click and no fill: Tab, Enter, Space, the arrow keys, Escape and `/` do everything. */
test.describe.serial("by keyboard alone, from sign-in to the console", () => {
  let page: Page;
  let button: (name: string | RegExp) => Locator;
  let link: (name: string | RegExp) => Locator;

  test.beforeAll(({ onePage }) => {
    page = onePage.page;
    button = (name) => page.getByRole("button", { name });
    link = (name) => page.getByRole("link", { name });
  });

  async function goOnTo(step: StepName): Promise<void> {
    await pressOn(page, page.getByRole("main").getByRole("link", { name: `Next: ${step}` }));
    await page.waitForURL(`**/${step.toLowerCase()}`);
    await expectFocusKept(page);
  }

  async function applyPlan(): Promise<void> {
    await pressOn(page, button(/^Apply/));
    await page.waitForURL("**/runs/**");
    await expectFocusKept(page);
    await expectRunSays(page, "finished");
  }

  test("the first stop of a page skips to its content", async () => {
    await pressOn(page, link("Skip to the content"));
    await expect(page.locator("#content")).toBeFocused();
  });

  test("an enrollment begins with two names", async () => {
    await pressOn(page, link("Enroll an account"));
    await page.waitForURL("**/new");
    await expectFocusKept(page);
    await tabTo(page, page.getByRole("radio", { name: "123456789012" }));
    await page.keyboard.press("ArrowDown");
    await tabTo(page, page.getByRole("textbox", { name: "Account id" }));
    await page.keyboard.type("098765432109");
    await pressOn(page, button("Show what to create there").first());
    await expect(page.getByRole("region", { name: "The role to reach account 098765432109" })).toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("ArrowUp");
    await tabTo(page, page.getByRole("textbox", { name: "Integration name" }));
    await retype(page, "acme-production");
    await tabTo(page, page.getByRole("textbox", { name: "Account name" }).first());
    await retype(page, "Acme Production");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/enroll/acme-production/integration");
    await expectFocusKept(page);
  });

  test("a dialog takes the focus, Escape closes it and gives the focus back", async () => {
    const question = button("Delete this draft");
    await pressOn(page, question);
    const dialog = page.getByRole("dialog", { name: /Delete the draft/ });
    await expect(dialog).toBeVisible();
    await expect(dialog.locator(":focus")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(question).toBeFocused();
  });

  test("step 1: the plan takes the focus, its tabs follow the arrow keys, and it is applied", async () => {
    await pressOn(page, button("Review changes"));
    await expect(page.getByRole("heading", { name: "What will change" })).toBeFocused();
    await tabTo(page, page.getByRole("tab", { name: "Changes" }));
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("tab", { name: "By hand", selected: true })).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await pressOn(page, button("Close"));
    await expect(button("Review changes")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "What will change" })).toBeFocused();
    await applyPlan();
  });

  test("step 2 is applied", async () => {
    await goOnTo("Permissions");
    await pressOn(page, button("Review changes"));
    await applyPlan();
  });

  test("step 3 on a phone: what stands below the long table comes into view, and stays there", async () => {
    await goOnTo("Trust");
    await page.setViewportSize({ width: 390, height: 844 });
    await tabTo(page, link("Drift"));
    await expect(link("Drift")).toBeInViewport({ ratio: 1 });
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test("step 3: / leads to the search, arrows walk the table, Space chooses, Enter opens, Escape closes", async () => {
    const search = page.getByRole("searchbox");
    await expect(search).toBeVisible();
    for (const role of roles) {
      await page.keyboard.press("/");
      await expect(search).toBeFocused();
      await retype(page, role);
      await expect(page.getByRole("row", { name: new RegExp(role) })).toBeVisible();
      await expect(page.getByRole("row")).toHaveCount(2);
      await page.keyboard.press("ArrowDown");
      await expect(page.getByRole("row", { name: new RegExp(role) })).toBeFocused();
      await page.keyboard.press("Space");
      await expect(page.getByRole("checkbox", { name: new RegExp(role) })).toBeChecked();
    }
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "DataScientist", exact: true })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("row", { name: /DataScientist/ })).toBeFocused();

    await page.keyboard.press("/");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowUp");
    await expect(page.getByRole("row").and(page.locator(":focus"))).toBeVisible();

    await pressOn(page, button("Review 2 roles"));
    await expect(page.getByRole("heading", { name: "What will change" })).toBeFocused();
    await applyPlan();
    await expect(railOf(page, "Trust")).toContainText("2 ready");
  });

  test("step 4 is applied", async () => {
    await goOnTo("App");
    await pressOn(page, button("Add a label"));
    await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
    await page.keyboard.type("team");
    await page.keyboard.press("Tab");
    await page.keyboard.type("platform");
    await pressOn(page, button("Review changes"));
    await applyPlan();
  });

  test("step 5: roles and people are chosen with Space, the way with the arrow keys", async () => {
    await goOnTo("Access");
    const field = page.getByRole("combobox", { name: "Which Teleport user are you?" });
    await tabTo(page, field);
    await page.keyboard.type("erin");
    await expect(page.getByText("You said that you are erin").locator("..")).toBeFocused();
    await pressOn(page, button("I am somebody else"));
    await expect(field).toBeFocused();
    for (const role of roles.toSorted()) {
      await pressOn(page, page.getByRole("checkbox", { name: new RegExp(role) }).first(), "Space");
    }
    await pressOn(page, page.getByRole("checkbox", { name: "alice" }), "Space");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("radio", { name: "Give the access roles" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("radio", { name: "Put the ARNs into their trait" })).toBeChecked();
    await page.keyboard.press("ArrowUp");
    await expect(page.getByRole("radio", { name: "Give the access roles" })).toBeChecked();
    await pressOn(page, button("Review changes"));
    await applyPlan();
  });

  test("step 6: the console opens in a new tab, after signing in to the sandbox's Teleport", async () => {
    await goOnTo("Launch");
    const opened = page.context().waitForEvent("page");
    await pressOn(page, link(/Open console: ReadOnlyAuditor/));
    const portal = await opened;
    await pressOn(portal, portal.getByRole("button", { name: /^alice\b/ }));
    await expect(
      portal.getByText("arn:aws:iam::123456789012:role/audit/ReadOnlyAuditor").first(),
    ).toBeVisible();
  });

  test("Ctrl-K leads from any page to the roles that one can open", async ({ app }) => {
    await page.keyboard.press("Control+k");
    await page.waitForURL(`${app.url}/`);
    await expectFocusKept(page);
  });
});
