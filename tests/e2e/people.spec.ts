import type { Page } from "@playwright/test";
import { expect, test } from "../support/e2e/one-admin.ts";
import type { RunningApp } from "../support/e2e/running-app.ts";
import { clearAwsFaults, countWrites, setAwsFaults, writesSince } from "../support/e2e/sandbox.ts";
import { signIn } from "../support/e2e/test.ts";
import * as wizard from "../support/e2e/wizard.ts";

const enrollment = "/enroll/acme-development";
const ended = "You are not signed in any more.";
const heldWrite = {
  match: { action: "UpdateAssumeRolePolicy", roleName: "ReadOnly" },
  fault: { kind: "hold", when: "before" },
} as const;

test.use({ appChoice: { name: "people", environment: {} }, sessionsEnd: true });

/** Follows the way that the message offers, and signs in there. */
async function signInBeside(page: Page, app: RunningApp, message = page.getByRole("alert")): Promise<void> {
  const opened = page.context().waitForEvent("page");
  const link = message.filter({ hasText: ended }).getByRole("link", { name: "Open the app in another tab" });
  await link.last().click();
  const beside = await opened;
  // Once the page has looked for a token, it takes one that comes later.
  await expect(beside.getByText("npm run token")).toBeVisible();
  await signIn(beside, app);
  await beside.close();
}

interface Form {
  send: () => Promise<void>;
  /** What was entered is still there. */
  kept: () => Promise<void>;
  sent: () => Promise<void>;
}

/** The session ends before the form is sent: it says so, keeps everything, and goes through once signed in beside it. */
async function sendAcrossSessions(page: Page, app: RunningApp, form: Form): Promise<void> {
  await page.context().clearCookies();
  await form.send();
  // Whatever else of the page asks for something says it, too.
  await expect(page.getByRole("alert").filter({ hasText: ended }).first()).toBeVisible();
  await form.kept();
  await signInBeside(page, app);
  await form.kept();
  await form.send();
  await form.sent();
}

test.describe.serial("people who work as people do", () => {
  test.afterEach(async ({ app }) => {
    await clearAwsFaults(app);
  });

  test("whose session ends in the middle of beginning or adopting keep what they entered, sign in beside it, and send it", async ({
    page,
    app,
  }) => {
    await page.goto(`${app.url}/new`);
    const field = (name: string) => page.getByRole("textbox", { name }).first();
    await field("Integration name").fill("acme-kept");
    await field("Account name").fill("Acme Kept");
    await field("Integration role").fill("kept-integration");
    await sendAcrossSessions(page, app, {
      send: () => page.getByRole("button", { name: "Begin the enrollment" }).click(),
      kept: async () => {
        await expect(field("Integration name")).toHaveValue("acme-kept");
        await expect(field("Account name")).toHaveValue("Acme Kept");
      },
      sent: () => page.waitForURL("**/enroll/acme-kept/integration"),
    });
    await expect(page.getByText("role/kept-integration").first()).toBeVisible();

    await page.goto(`${app.url}/new?adopt=acme-development`);
    const name = page.getByRole("textbox", { name: "Account name" }).last();
    await name.fill("Acme Development");
    await sendAcrossSessions(page, app, {
      send: () => page.getByRole("button", { name: "Adopt acme-development" }).click(),
      kept: () => expect(name).toHaveValue("Acme Development"),
      sent: () => page.waitForURL(`**${enrollment}/integration`),
    });
  });

  test("whose session ends in the middle of any other form keep what they entered there, and send it again", async ({
    page,
    app,
  }) => {
    test.slow();
    const button = (name: string | RegExp) => page.getByRole("button", { name });
    const planned = () => expect(button(/^Apply/)).toBeVisible();

    await page.goto(`${app.url}${enrollment}/integration`);
    await page.getByText("How the app reaches the account", { exact: true }).click();
    const reach = page.getByRole("textbox", { name: "Role to reach the account" });
    const entered = `${await reach.inputValue()}  `;
    await reach.fill(entered);
    await sendAcrossSessions(page, app, {
      send: () => button("Try it and save").click(),
      kept: () => expect(reach).toHaveValue(entered),
      sent: () => expect(page.getByText("Saved: the account was reached this way.")).toBeVisible(),
    });

    await page.goto(`${app.url}${enrollment}/app`);
    await button("Add a label").click();
    await page.getByRole("textbox", { name: "Name" }).fill("team");
    await page.getByRole("textbox", { name: "Value" }).fill("platform");
    await sendAcrossSessions(page, app, {
      send: () => button("Review changes").click(),
      kept: () => expect(page.getByRole("textbox", { name: "Value" })).toHaveValue("platform"),
      sent: planned,
    });

    await page.goto(`${app.url}${enrollment}/access`);
    const developer = page.getByRole("checkbox", { name: /Developer/ }).first();
    await developer.check();
    await page.getByRole("checkbox", { name: "alice" }).check();
    const trait = page.getByRole("radio", { name: "Put the ARNs into their trait" });
    await trait.check();
    await sendAcrossSessions(page, app, {
      send: () => button("Review changes").click(),
      kept: async () => {
        await expect(developer).toBeChecked();
        await expect(trait).toBeChecked();
      },
      sent: planned,
    });

    await page.goto(`${app.url}${enrollment}`);
    const contact = page.getByRole("textbox", { name: "Contact" });
    await contact.fill("#platform");
    await sendAcrossSessions(page, app, {
      send: () => button("Save").click(),
      kept: () => expect(contact).toHaveValue("#platform"),
      sent: () => expect(page.getByText("Saved.")).toBeVisible(),
    });

    await page.goto(`${app.url}${enrollment}/offboard`);
    const choice = page.getByRole("main").getByRole("checkbox").first();
    await choice.check();
    await sendAcrossSessions(page, app, {
      send: () => button("Review what goes").click(),
      kept: () => expect(choice).toBeChecked(),
      sent: planned,
    });
    const confirmation = page.getByRole("textbox", { name: "Type acme-development to confirm" });
    await confirmation.fill("acme-development");
    await page.context().clearCookies();
    await button(/^Apply/).click();
    await expect(page.getByRole("alert").filter({ hasText: ended })).toBeVisible();
    await expect(confirmation).toHaveValue("acme-development");
    await signInBeside(page, app);
    await expect(button(/^Apply/)).toBeEnabled();
  });

  test("whose session ends keep the roles that they chose, also when they ask for a new reading or a plan", async ({
    page,
    app,
  }) => {
    await page.goto(`${app.url}${enrollment}/trust`);
    await wizard.chooseRoles(page, ["ReadOnly", "DataOps"]);
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Check again" }).first().click();
    await expect(page.getByRole("alert").filter({ hasText: ended })).toBeVisible();
    await page.getByRole("button", { name: "Review 2 roles" }).click();
    await expect(page.getByRole("heading", { name: "2 roles chosen" })).toBeVisible();
    await expect(page.getByRole("alert").filter({ hasText: ended })).toHaveCount(2);
    await signInBeside(page, app);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("2 roles · 1 tag, 2 statements · nothing removed")).toBeVisible();
    await page.getByRole("button", { name: "Close" }).click();
  });

  test("who apply the same change from two tabs at once write it once: the second is told of the run, and finds it done", async ({
    page,
    app,
    browser,
  }) => {
    const before = await countWrites(app);
    const otherContext = await browser.newContext();
    const other = await otherContext.newPage();
    await signIn(other, app);
    for (const tab of [page, other]) {
      await tab.goto(`${app.url}${enrollment}/trust`);
      await wizard.chooseRoles(tab, ["ReadOnly"]);
      await tab.getByRole("button", { name: "Review 1 role" }).click();
      await expect(tab.getByRole("button", { name: /^Apply/ })).toBeVisible();
    }
    await setAwsFaults(app, heldWrite);
    await Promise.all([page, other].map((tab) => tab.getByRole("button", { name: /^Apply/ }).click()));
    const refused = (tab: Page) =>
      tab.getByRole("alert").filter({ hasText: "Another run is at work in account 210987654321." });
    const isRefused = async (tab: Page) => await refused(tab).isVisible();
    await expect.poll(async () => (await isRefused(page)) !== (await isRefused(other))).toBe(true);
    const [second, first] = (await isRefused(page)) ? [page, other] : [other, page];
    await first.waitForURL("**/runs/**");
    await expect(first.getByRole("main").getByText("running", { exact: true })).toBeVisible();

    // Back in the middle of the run: it goes on, is told of, is not offered again, and is there again by Forward.
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

  test("who go back at once after applying are told of the run also where the router brings the frame of before", async ({
    page,
    app,
  }) => {
    const held = { ...heldWrite, match: { action: "UpdateAssumeRolePolicy", roleName: "DataOps" } };
    await page.goto(`${app.url}${enrollment}/trust`);
    await wizard.chooseRoles(page, ["DataOps"]);
    await page.getByRole("button", { name: "Review 1 role" }).click();
    await setAwsFaults(app, held);
    // The run's page comes; what it asks for afterwards, the frame among it, does not.
    let asked = 0;
    let letGo = () => {};
    const backAgain = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route(/\/runs\/[^/]+\?_rsc=/, async (route) => {
      asked += 1;
      if (asked > 1) await backAgain;
      await route.continue();
    });
    await page.getByRole("button", { name: /^Apply/ }).click();
    await page.waitForURL("**/runs/**");
    await expect(page.getByRole("main").getByText("running", { exact: true })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("searchbox")).toBeVisible();
    const banner = page.getByRole("region", { name: "Run" });
    await expect(banner).toContainText("A run is being applied");
    await expect(banner).toContainText("begun by");
    letGo();
    await page.unrouteAll({ behavior: "wait" });
    await page.reload();
    await expect(banner).toContainText("A run is being applied");
    await clearAwsFaults(app);
    await expect(banner).toContainText("finished, 2 of 2 done");
  });

  test("whose session ends in the middle of a form while a run ends keep what they entered, and are told before they send it", async ({
    page,
    app,
  }) => {
    await page.goto(`${app.url}${enrollment}/runs`);
    await page.getByRole("main").getByRole("link").first().click();
    await page.getByRole("button", { name: "Undo" }).click();
    await setAwsFaults(app, {
      ...heldWrite,
      match: { action: "UpdateAssumeRolePolicy", roleName: "DataOps" },
    });
    await page.getByRole("button", { name: /^Apply/ }).click();
    await expect(page.getByRole("main").getByText("running", { exact: true })).toBeVisible();
    await wizard.openStep(page, "App");
    await expect(page.getByRole("region", { name: "Run" })).toContainText("A run is being applied");
    await page.getByRole("button", { name: "Add a label" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("team");
    await page.context().clearCookies();
    await clearAwsFaults(app);
    await expect(page.getByRole("region", { name: "Run" })).toContainText("finished");
    const session = page.getByRole("region", { name: "Session" });
    await expect(session).toContainText(ended);
    await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("team");
    await signInBeside(page, app, session);
    await page.getByRole("textbox", { name: "Value" }).fill("platform");
    await expect(session).toHaveCount(0);
    await wizard.review(page);
    await expect(page.getByRole("button", { name: /^Apply/ })).toBeVisible();
  });
});
