import { expect, test } from "../support/e2e/test.ts";
import { developmentId, rolesOn, searchOf } from "../support/e2e/portal.ts";
import { everyLook, faultsOf } from "../support/e2e/looks.ts";

test("without a session the portal leads to sign-in", async ({ page, app }) => {
  for (const path of ["/", `/open/${developmentId}/Developer`]) {
    await page.goto(app.url + path);
    await expect(page).toHaveURL(`${app.url}/sign-in`);
  }
});

test("signing in leads back to what was asked for, in whatever tab the link is opened, and nowhere else", async ({
  page,
  app,
}) => {
  const wanted = `${app.url}/open/${developmentId}/Developer`;
  await page.goto(wanted);
  await expect(page).toHaveURL(`${app.url}/sign-in`);
  const other = await page.context().newPage();
  await other.goto(app.signInUrl());
  await expect(other).toHaveURL(wanted);
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other).toHaveURL(`${app.url}/sign-in`);

  for (const elsewhere of ["https://evil.example/", "//evil.example/", "/\\evil.example"]) {
    await page.goto(`${app.url}/sign-in?next=${encodeURIComponent(elsewhere)}`);
    await page.goto(app.signInUrl());
    await expect(page).toHaveURL(`${app.url}/enroll`);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(`${app.url}/sign-in`);
  }
});

test("a word that was sought survives the end of the session and the sign-in that follows", async ({
  admin,
  app,
}) => {
  const wanted = `${app.url}/?as=dana&q=dev`;
  await admin.goto(`${app.url}/?as=dana`);
  await admin.clock.install();
  await searchOf(admin).pressSequentially("dev");
  await expect(admin).toHaveURL(wanted);
  await admin.context().clearCookies();
  // The page looks again by itself, and nobody is signed in.
  await admin.clock.fastForward("00:40");
  await expect(admin).toHaveURL(`${app.url}/sign-in`);
  await admin.goto(app.signInUrl());
  await expect(admin).toHaveURL(wanted);
  await expect(searchOf(admin)).toHaveValue("dev");
  await expect.poll(() => rolesOn(admin)).toEqual(["Developer in acme-development"]);
});

test("a local admin, who is nobody in Teleport, chooses whose portal to look at", async ({ admin, app }) => {
  await admin.getByRole("link", { name: "My roles" }).click();
  await expect(admin.getByRole("heading", { level: 1 })).toHaveText("Whose portal?");
  await expect(admin.getByRole("main")).toContainText("you have no roles of your own here");
  await expect(admin.getByRole("link", { name: /aws-access-app/ })).toHaveCount(0);
  await admin.getByRole("searchbox", { name: "Search user or Teleport role" }).fill("aws_dev");
  await admin.getByRole("link", { name: /^dana/ }).click();
  await expect(admin.getByRole("complementary", { name: "View as" })).toContainText("Viewing as dana");
  await expect(searchOf(admin)).toBeFocused();
  await expect.poll(() => rolesOn(admin)).toEqual(["Developer in acme-development"]);

  await admin.goto(`${app.url}/?as=nobody`);
  await expect(admin.getByText("teleport.acme.test has no user nobody")).toBeVisible();
});

test("a link that is followed right after typing leads there, though the page behind takes its time", async ({
  admin,
  app,
}) => {
  await admin.goto(`${app.url}/`);
  await admin.route("**/?*as=dana*", async (route) => {
    await expect.poll(() => admin.url()).toContain("aws_dev");
    await route.continue();
  });
  await admin.getByRole("searchbox", { name: "Search user or Teleport role" }).fill("aws_dev");
  await admin.getByRole("link", { name: /^dana/ }).click();
  await expect(admin.getByRole("complementary", { name: "View as" })).toContainText("Viewing as dana");
});

test("a link to a role asks a local admin for whom, and launches nothing by itself", async ({
  admin,
  app,
}) => {
  await admin.goto(`${app.url}/open/${developmentId}/Developer`);
  await admin.getByRole("link", { name: /^dana/ }).click();
  await expect(admin.getByRole("heading", { level: 1, name: "Developer" })).toBeVisible();
  await expect(admin.getByRole("link", { name: "Open the console" })).toBeFocused();
  await admin.keyboard.press("Control+k");
  await expect(admin).toHaveURL(`${app.url}/`);
});

test("the choice of a user has nothing that axe finds", async ({ admin, app }) => {
  await admin.goto(app.url);
  await admin.getByRole("heading", { level: 1 }).waitFor();
  expect(await faultsOf(admin, everyLook)).toEqual([]);
});
