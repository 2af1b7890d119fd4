import { situationScreens } from "#components/gallery/routes.ts";
import { screenNames } from "#components/gallery/screen-names.ts";
import { bothEnds, everyLook, faultsOf } from "../support/e2e/looks.ts";
import type { SituationName, SituationPage } from "#components/gallery/situations/situation-names.ts";
import { expect, test } from "../support/e2e/gallery-test.ts";

// A fault is told in words, with the element that has it: a film of each screen would tell nothing more.
test.use({ appChoice: { name: "gallery", environment: {}, task: "gallery" }, trace: "off" });
// The screens don't know of each other: both workers take their share.
test.describe.configure({ mode: "parallel" });

/** Leaves for Teleport as soon as it is there. */
const leaves = "portal-open-by-itself";

for (const screen of screenNames.filter((name) => name !== leaves)) {
  test(`the screen “${screen}” has no fault that axe finds, no small text and no sideways scrolling, light and dark, on three widths`, async ({
    page,
    app,
  }) => {
    await page.goto(`${app.url}/gallery/${screen}`);
    expect(await faultsOf(page, everyLook)).toEqual([]);
  });
}

/** What the page must say of the situation. */
const words: Readonly<Record<SituationName, RegExp>> = {
  stale: /read 1[12] min ago/,
  "cluster-unreachable": /cannot reach the Teleport cluster at teleport\.acme\.test:443/,
  "identity-missing": /The Teleport identity file can't be read/,
  "identity-expired": /The Teleport identity of bot-aws-access expired/,
  "identity-not-renewed": /is not renewed any more/,
  "identity-of-a-person": /person/,
  "sees-no-apps": /No app/,
  "teleport-15": /15\.4\.2/,
  "ping-unimplemented": /Its version lacks the call/,
  "no-tls-routing": /The proxy has it off/,
  "no-credentials": /The app found no AWS credentials/,
  "other-account": /belong to account 999999999999/,
  "scan-denied": /iam:GetAccountAuthorizationDetails/,
  "nothing-readable": /iam:Get|Next is Integration: not known/,
  "no-roles": /no role/i,
  "app-is-there": /legacy-aws/,
  "session-ended": /You are not signed in any more.+Open the app in another tab/,
  "run-of-another": /A run is being applied: 12 of 40 done/,
  "roles-named": /each read alone/,
  // What is right there is stated of each document by tests of its own.
  govcloud: /teleport\.acme\.test/,
  china: /teleport\.acme\.test/,
  "role-made-anew": /holds our statement, but for a role that was deleted/,
  "dead-principal": /names a deleted principal \(AROADELETEDROLE000000\).+until it is removed/,
  "quota-full": /this account allows 2048\. Raise the quota/,
  "access-role-widened": /giving more: aws_access_ReadOnlyAuditor.+hands them to nobody else/,
  "two-integrations": /trusts role teleport-billing only|another app, which these match too/,
};

/** The account can't be worked in, and what the app would do stays as scripts. */
const inUnreadAccount = new Set<SituationName>(["no-credentials", "other-account", "nothing-readable"]);
const byHand = new Set<SituationPage>(["integration", "permissions"]);

for (const { situation, page: shown, screen } of situationScreens) {
  test(`the page in the situation “${screen}” says what is wrong, and has no fault that axe finds, no small text and no sideways scrolling`, async ({
    page,
    app,
  }) => {
    await page.goto(`${app.url}/gallery/${screen}`);
    // That the session has ended comes out with the next thing that the person does.
    if (situation === "session-ended")
      await page.getByRole("button", { name: "Check again" }).first().click();
    await expect(page.locator("body")).toContainText(words[situation]);
    if (inUnreadAccount.has(situation)) {
      // What was not read is not said to be missing.
      await expect(page.locator("body")).not.toContainText(/has no policy|Does not exist yet|has no roles/);
      if (byHand.has(shown)) await expect(page.getByRole("region", { name: "By hand only" })).toBeVisible();
    }
    expect(await faultsOf(page, bothEnds)).toEqual([]);
  });
}

test("the address that the gallery's command prints lists every screen, without a sign-in", async ({
  page,
  app,
}) => {
  const [, printed = ""] = /^Open (\S+)$/m.exec(app.output()) ?? [];
  await page.goto(printed);
  const links = page.getByRole("main").getByRole("link");
  const shown = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  expect(shown.toSorted()).toEqual(
    [...screenNames, ...situationScreens.map(({ screen }) => screen)]
      .map((name) => `/gallery/${name}`)
      .toSorted(),
  );
  expect(await faultsOf(page, bothEnds)).toEqual([]);
});

test(`the screen “${leaves}” asks for the console, and looks as it should until that comes`, async ({
  browser,
  app,
}) => {
  const context = await browser.newContext();
  const launches: string[] = [];
  await context.route("https://teleport.acme.test/**", async (route) => {
    launches.push(new URL(route.request().url()).pathname);
    // An answer without content leaves the page where it is.
    await route.fulfill({ status: 204 });
  });
  const page = await context.newPage();
  await page.goto(`${app.url}/gallery/${leaves}`);
  await expect.poll(() => launches).not.toEqual([]);
  expect(launches[0]).toMatch(/^\/web\/launch\/acme-production/);
  expect(await faultsOf(page, everyLook)).toEqual([]);
  await context.close();
});
