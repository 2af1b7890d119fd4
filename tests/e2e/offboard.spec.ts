import { countWrites, iamOf, writesSince } from "../support/e2e/sandbox.ts";
import { expect, test } from "../support/e2e/test.ts";
import * as wizard from "../support/e2e/wizard.ts";
import { sidsOf } from "../support/enrollment/stranger.ts";

test.use({ appChoice: { name: "offboard", environment: {} } });

test("an enrollment is taken away: seen first, confirmed by its name, followed to its end, and gone", async ({
  page,
  app,
}) => {
  test.slow();
  const iam = iamOf(app);
  await wizard.enrollUpToTrust(page, app);
  await wizard.chooseRoles(page, ["BillingAnalyst", "DataEngineer", "LogReader", "MobileRelease"]);
  await page.getByRole("button", { name: /^Review \d/ }).click();
  await wizard.apply(page);

  // One role first, from where it is managed.
  await page.goto(`${app.url}/enroll/acme-production/trust`);
  await page.getByRole("searchbox").fill("LogReader");
  await page
    .getByRole("radio", { name: /^all/ })
    .or(page.getByRole("button", { name: /^all/i }))
    .first()
    .click();
  await page.getByRole("link", { name: "LogReader" }).click();
  await page.getByRole("link", { name: "Take access to this role away" }).click();
  await expect(page.getByRole("heading", { name: "Take access to LogReader away" })).toBeVisible();
  await page.getByRole("button", { name: "Review what goes" }).click();
  await expect(page.getByText("What goes on: sessions that are open now")).toBeVisible();
  await wizard.apply(page);
  await expect(page.getByText(/aws iam put-role-policy --role-name LogReader/)).toBeVisible();
  expect(await sidsOf(iam, "LogReader")).not.toContainEqual(expect.stringContaining("TeleportIntegration"));
  expect(await sidsOf(iam, "BillingAnalyst")).toContainEqual(expect.stringContaining("TeleportIntegration"));

  // Then two at once, chosen by keyboard in the same table.
  await page.goto(`${app.url}/enroll/acme-production/trust`);
  await page.getByRole("link", { name: "Take access to several roles away" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Take access to roles away" })).toBeVisible();
  await expect(page.getByRole("grid").getByRole("checkbox", { name: /^Choose [^a]/ })).toHaveCount(3);
  for (const name of ["DataEngineer", "MobileRelease"]) {
    await page.getByRole("searchbox").fill(name);
    await expect(page.getByRole("grid").getByRole("checkbox", { name: /^Choose [^a]/ })).toHaveCount(1);
    await page.getByRole("searchbox").press("ArrowDown");
    await page.keyboard.press("Space");
  }
  await page.getByRole("button", { name: "Review 2 roles" }).press("Enter");
  await expect(page.getByRole("heading", { name: "What will go" })).toBeVisible();
  // The same statement out of both: one difference to look at, and the tag that one of them had not had before.
  await expect(page.getByText("The same for 2 resources")).toBeVisible();
  const closing = await countWrites(app);
  await wizard.apply(page);
  expect((await writesSince(app, closing)).toSorted()).toEqual(
    expect.arrayContaining(["UpdateAssumeRolePolicy DataEngineer", "UpdateAssumeRolePolicy MobileRelease"]),
  );
  for (const name of ["DataEngineer", "MobileRelease"])
    expect(await sidsOf(iam, name)).not.toContainEqual(expect.stringContaining("TeleportIntegration"));

  await page.getByRole("link", { name: "Offboard" }).first().click();
  await page.getByRole("button", { name: "Review what goes" }).click();
  const apply = page.getByRole("button", { name: /^Apply/ });
  await expect(apply).toBeDisabled();
  await page.getByRole("textbox", { name: "Type acme-production to confirm" }).fill("acme-productio");
  await expect(apply).toBeDisabled();
  const before = await countWrites(app);
  await page.getByRole("textbox", { name: "Type acme-production to confirm" }).fill("acme-production");
  await wizard.apply(page);
  expect(await writesSince(app, before)).toEqual([
    "UpdateAssumeRolePolicy BillingAnalyst",
    "DeleteRolePolicy teleport-integration",
    "DeleteRole teleport-integration",
    "DeleteOpenIDConnectProvider",
    expect.stringContaining("DeleteIntegration"),
  ]);
  // Its run is still to be seen, though Teleport knows the enrollment no more.
  await page.reload();
  await wizard.expectRunSays(page, "finished");
  await page.getByRole("link", { name: "All enrollments" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "acme-production", exact: true })).toHaveCount(0);
  // It is told of all the same, with what is left of it.
  await expect(page.getByRole("heading", { name: "No longer in Teleport" })).toBeVisible();
  await expect(page.getByText("Nothing is left of what this app made.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Runs: acme-production" })).toBeVisible();
  await page.goto(`${app.url}/enroll/acme-production/offboard`);
  await page.getByRole("button", { name: "Review what goes" }).click();
  await expect(page.getByText("Nothing of this enrollment is left")).toBeVisible();
  iam.destroy();
});
