import { readFileSync } from "node:fs";
import { DeleteRolePolicyCommand, ListRolePoliciesCommand, TagRoleCommand } from "@aws-sdk/client-iam";
import type { Page } from "@playwright/test";
import { faultsOf } from "../support/e2e/looks.ts";
import { countAwsCalls, countWrites, iamOf, signInToTeleport, writesSince } from "../support/e2e/sandbox.ts";
import { expect, test } from "../support/e2e/one-admin.ts";
import { watch } from "../support/e2e/watch.ts";
import * as wizard from "../support/e2e/wizard.ts";

const roles = ["ReadOnlyAuditor", "BillingAnalyst", "DataScientist"];

test.use({ appChoice: { name: "enroll", environment: {} } });

test.describe.serial("from an empty account to an open console", () => {
  /** Opens each address of the enrollment and collects what is wrong with how it looks. */
  async function lookAt(page: Page, origin: string, addresses: readonly string[]): Promise<void> {
    for (const address of addresses) {
      await page.goto(`${origin}${address}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await faultsOf(page), address).toEqual([]);
    }
  }

  test("an admin begins with two names", async ({ page }) => {
    await wizard.beginProduction(page);
  });

  test("no page has a fault that axe finds, no small text and no sideways scrolling while nothing is enrolled", async ({
    page,
    app,
  }) => {
    test.slow();
    await lookAt(page, app.url, [
      "/enroll",
      "/new",
      "/new?adopt=acme-development",
      ...["integration", "permissions", "trust", "app", "access", "launch", "why", "runs"].map(
        (part) => `/enroll/acme-production/${part}`,
      ),
      "/enroll/acme-production/runs/none",
    ]);
    await page.goto(`${app.url}/enroll/acme-production/integration`);
    await page.getByRole("button", { name: "Delete this draft" }).click();
    expect(await faultsOf(page), "the question whether to delete the draft").toEqual([]);
    await page.getByRole("button", { name: "Keep it" }).click();
  });

  test("step 1 makes provider, role and integration", async ({ page }) => {
    await wizard.review(page);
    await wizard.apply(page);
    await expect(wizard.railOf(page, "Integration")).toContainText("acme-production");
  });

  test("step 2 lets the integration role assume tagged roles", async ({ page }) => {
    await wizard.openStep(page, "Permissions");
    await wizard.review(page);
    await wizard.apply(page);
    await expect(wizard.railOf(page, "Permissions")).toContainText("policy in place");
  });

  test("step 3 tags and patches three chosen roles, after showing the one statement that is the same for all", async ({
    page,
  }) => {
    await wizard.openStep(page, "Trust");
    await wizard.chooseRoles(page, roles);
    await page.getByRole("button", { name: "Review" }).click();
    await expect(page.getByText("TeleportIntegration038a967f")).toHaveCount(1);
    await expect(page.getByText("3 roles · 3 statements, 2 tags · nothing removed")).toBeVisible();
    expect(await faultsOf(page), "the plan of step 3").toEqual([]);
    await wizard.apply(page);
    await expect(wizard.railOf(page, "Trust")).toContainText("3 ready");
  });

  test("step 4 puts the account into Teleport", async ({ page }) => {
    await wizard.openStep(page, "App");
    await wizard.review(page);
    await wizard.apply(page);
  });

  test("step 5 gives alice the three roles, and shows before what she will see", async ({ page }) => {
    await wizard.openStep(page, "Access");
    for (const role of roles)
      await page
        .getByRole("checkbox", { name: new RegExp(role) })
        .first()
        .check();
    await page.getByRole("checkbox", { name: /alice/ }).check();
    const preview = page.getByRole("region", { name: "What they will see" });
    for (const role of roles) await expect(preview).toContainText(role);
    await expect(preview).toContainText("next sign-in");
    expect(await faultsOf(page), "step 5 with a choice").toEqual([]);
    await wizard.review(page);
    await wizard.apply(page);
    await expect(wizard.railOf(page, "Access")).toContainText("1 person reaches 3 roles");
  });

  test("step 6 offers a console link for each role, with every light on", async ({ page }) => {
    await wizard.openStep(page, "Launch");
    for (const role of roles) {
      const tile = page.getByRole("article", { name: `${role} in Acme Production` });
      await expect(tile.getByRole("link", { name: /Open console/ })).toBeVisible();
      await expect(tile).toContainText("all 8 are OK");
    }
  });

  test("step 6 hands out who can open what as a file, without asking AWS anything", async ({ page, app }) => {
    const before = await countAwsCalls(app);
    const started = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download who can open what (CSV)" }).click();
    const download = await started;
    expect(download.suggestedFilename()).toBe("acme-production_access.csv");
    const lines = readFileSync(await download.path(), "utf8").split("\r\n");
    expect(lines[0]).toContain("Role ARN,Verdict (a prediction),Deciding cause,Person");
    const ofAlice = lines.filter((line) => line.includes(",alice,local,yes,"));
    expect(ofAlice).toHaveLength(roles.length);
    for (const role of roles) expect(ofAlice.join("\n")).toContain(`/${role},ready,`);
    expect(await countAwsCalls(app)).toBe(before);
  });

  test("enrolling twice changes nothing: no step has anything to apply, and nothing was written", async ({
    page,
    app,
  }) => {
    const before = await countWrites(app);
    for (const step of ["Integration", "Permissions", "App"] as const) {
      await wizard.openStep(page, step);
      await wizard.review(page);
      await expect(page.getByText(/nothing to (do|change)/i).first()).toBeVisible();
    }
    expect(await countWrites(app)).toEqual(before);
  });

  test("why bob can't open a role is said with the first cause, and the way to mend it", async ({ page }) => {
    await page.getByRole("link", { name: "Why?" }).click();
    await page.waitForURL("**/why");
    await page.getByRole("combobox", { name: "Person" }).fill("bob");
    await page.getByRole("combobox", { name: "Role" }).fill("readonlyauditor");
    await page.getByRole("button", { name: "Ask" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Why can’t bob open ReadOnlyAuditor?");
    const cause = page.getByRole("region", { name: "First cause" });
    await expect(cause).toContainText(
      "No role of bob matches the labels of acme-production: aws_account_id: 123456789012",
    );
    await page.getByRole("combobox", { name: "Person" }).fill("alice");
    await page.getByRole("button", { name: "Ask" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("alice can open ReadOnlyAuditor");
    await page.goBack();
    await page
      .getByRole("region", { name: "First cause" })
      .getByRole("link", { name: "Mend it in the step Access" })
      .click();
    await page.waitForURL("**/access");
  });

  test("no page has a fault that axe finds, no small text and no sideways scrolling once everything is enrolled", async ({
    page,
    app,
  }) => {
    test.slow();
    const role = encodeURIComponent("arn:aws:iam::123456789012:role/finance/BillingAnalyst");
    await page.goto(`${app.url}/enroll/acme-production/runs`);
    const run = await page.getByRole("main").getByRole("link").first().getAttribute("href");
    await lookAt(page, app.url, [
      "/enroll",
      ...["integration", "permissions", "trust", "app", "access", "launch", "why", "runs"].map(
        (part) => `/enroll/acme-production/${part}`,
      ),
      `/enroll/acme-production/trust?role=${role}`,
      `/enroll/acme-production/trust/${role}`,
      run ?? "no run",
    ]);
  });

  test("the runs before any of them have an address of their own, and a role’s history opens at it", async ({
    page,
    app,
  }) => {
    const runs = `${app.url}/enroll/acme-production/runs`;
    await page.goto(runs);
    const links = page.getByRole("main").getByRole("listitem").getByRole("link");
    const all = await links.evaluateAll((list) => list.map((link) => link.getAttribute("href") ?? ""));
    const [newest = ""] = all;
    const before = newest.slice(newest.lastIndexOf("/") + 1);
    await page.goto(`${runs}?before=${before}`);
    await expect(page.getByRole("link", { name: "Newest runs" })).toBeVisible();
    expect(await links.evaluateAll((list) => list.map((link) => link.getAttribute("href") ?? ""))).toEqual(
      all.slice(1),
    );
    const role = encodeURIComponent("arn:aws:iam::123456789012:role/finance/BillingAnalyst");
    await page.goto(`${app.url}/enroll/acme-production/trust/${role}?before=${before}`);
    await expect(page.getByRole("tab", { name: "History" })).toHaveAttribute("aria-selected", "true");
    // It had the tag before.
    await expect(page.getByRole("list", { name: "History" }).getByRole("listitem")).toHaveCount(1);
  });

  test("alice signs in to Teleport, launches a role and reads the right account and role on the console page", async ({
    page,
    app,
    browser,
  }) => {
    await page.goto(`${app.url}/enroll/acme-production/launch`);
    const href = await page
      .getByRole("link", { name: "Open console: ReadOnlyAuditor in Acme Production, new tab" })
      .getAttribute("href");
    const context = await browser.newContext();
    const seen = watch(context);
    const alice = await context.newPage();
    await alice.goto(app.sandbox["TELEPORT_WEB_URL"] ?? "");
    expect(await faultsOf(alice), "the sandbox's sign-in").toEqual([]);
    await signInToTeleport(alice, app, "alice");
    expect(await faultsOf(alice), "the sandbox's home").toEqual([]);
    await alice.goto(href ?? "");
    await expect(alice.getByText("123456789012").first()).toBeVisible();
    await expect(
      alice.getByText("arn:aws:iam::123456789012:role/audit/ReadOnlyAuditor").first(),
    ).toBeVisible();
    expect(await faultsOf(alice), "the sandbox's console").toEqual([]);
    expect(seen, "complaints of the browser").toEqual([]);
    await context.close();
  });

  test("step 6 then says who launched it, by Teleport's audit log, beside what AWS says, and of the others nothing", async ({
    page,
  }) => {
    const tileOf = (role: string) => page.getByRole("article", { name: `${role} in Acme Production` });
    await expect(tileOf("ReadOnlyAuditor")).toContainText("AWS: last used");
    await expect(tileOf("ReadOnlyAuditor")).not.toContainText("Launched by");
    await page.getByRole("button", { name: "Check again" }).first().click();
    await expect(tileOf("ReadOnlyAuditor")).toContainText(
      /Launched by alice \d+ (s|min) ago \(Teleport’s audit log\)/,
    );
    await expect(tileOf("ReadOnlyAuditor")).toContainText("AWS: last used");
    await expect(page.getByText(/Launched by/)).toHaveCount(1);
  });

  test("a condition that nobody can know is accepted and withdrawn in words, and writes nothing to AWS or Teleport", async ({
    page,
    app,
  }) => {
    const Tags = [{ Key: "teleport.dev/integration", Value: "true" }];
    await iamOf(app).send(new TagRoleCommand({ RoleName: "OfficeOperator", Tags }));
    const before = await countWrites(app);
    await page.goto(`${app.url}/enroll/acme-production/trust`);
    await page.getByRole("button", { name: "Check again" }).click();
    await page.getByRole("searchbox").fill("OfficeOperator");
    await page.getByRole("link", { name: "OfficeOperator" }).click();
    const conditions = page.getByRole("region", { name: "Depends on a condition" });
    const answer = conditions.getByRole("button");
    await expect(answer).toHaveAccessibleName(/^Accept: .*203\.0\.113\.0\/24/);
    await answer.press("Enter");
    await expect(conditions).toContainText(/accepted.* by local admin/);
    await expect(answer).toHaveAccessibleName(/^Withdraw: /);
    await expect(answer).toBeFocused();

    await page.reload();
    await expect(conditions).toContainText(/accepted.* by local admin/);
    await answer.press("Enter");
    await expect(answer).toHaveAccessibleName(/^Accept: /);
    await expect(conditions).not.toContainText("by local admin");
    await page.reload();
    await expect(answer).toHaveAccessibleName(/^Accept: /);
    expect(await writesSince(app, before)).toEqual([]);
  });

  test("what somebody moved is accepted as it is, and listed again, and stays as it is in AWS", async ({
    page,
    app,
  }) => {
    test.slow();
    const iam = iamOf(app);
    const { PolicyNames: [PolicyName] = [] } = await iam.send(
      new ListRolePoliciesCommand({ RoleName: "teleport-integration" }),
    );
    await iam.send(new DeleteRolePolicyCommand({ RoleName: "teleport-integration", PolicyName }));
    const before = await countWrites(app);
    await page.goto(`${app.url}/enroll/acme-production/drift`);
    const accept = page.getByRole("button", {
      name: /^Accept it as it is\W+Inline policy AWSAppAccess of teleport-integration$/,
    });
    // What was written less than a minute ago is not compared yet.
    await expect(async () => {
      await page.getByRole("button", { name: "Check again" }).click();
      await expect(accept).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 90_000 });
    const ways = page.getByRole("link", { name: /^Drift/ });
    await expect(ways).toHaveText("Drift · 1 moved");

    await accept.press("Enter");
    await expect(page.getByRole("status").getByText(/^Accepted as it is: Inline policy/)).toBeAttached();
    const accepted = page.getByRole("region", { name: "Accepted as it is" });
    await expect(accepted).toContainText("by local admin");
    await expect(accept).toHaveCount(0);
    await expect(ways).toHaveText("Drift");

    // The focus is where the answered one was: past its name, the next thing is to take the answer back.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    const again = accepted.getByRole("button", { name: /^List it again\b/ });
    await expect(again).toBeFocused();
    await again.press("Enter");
    await expect(page.getByRole("status").getByText(/^Listed again: Inline policy/)).toBeAttached();
    await expect(accept).toBeVisible();
    await expect(accepted).toHaveCount(0);
    await expect(ways).toHaveText("Drift · 1 moved");
    expect(await writesSince(app, before)).toEqual([]);
  });
});
