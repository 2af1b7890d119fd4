import type { IAMClient } from "@aws-sdk/client-iam";
import { ListRoleTagsCommand } from "@aws-sdk/client-iam";
import type { Locator, Page } from "@playwright/test";
import { clearAwsFaults, countWrites, iamOf, setAwsFaults, writesSince } from "../support/e2e/sandbox.ts";
import { expect, test } from "../support/e2e/test.ts";
import { watch } from "../support/e2e/watch.ts";
import * as wizard from "../support/e2e/wizard.ts";
import { addStatement, readTrust, sidsOf } from "../support/enrollment/stranger.ts";

const ours = "TeleportIntegration038a967f";
const trustPath = "/enroll/acme-production/trust";

test.use({ appChoice: { name: "runs", environment: {} } });

test.describe.serial("a run", () => {
  let page: Page;
  let iam: IAMClient;
  let complaints: string[];

  test.beforeAll(async ({ browser, app }) => {
    test.slow();
    iam = iamOf(app);
    const context = await browser.newContext();
    complaints = watch(context);
    page = await context.newPage();
    await wizard.enrollUpToTrust(page, app);
  });

  test.afterEach(async ({ app }) => {
    await clearAwsFaults(app);
    expect(complaints.splice(0), "complaints of the browser").toEqual([]);
  });

  test.afterAll(async () => {
    await page.context().close();
  });

  /** Reviews these roles in step 3. */
  async function reviewRoles(origin: string, roles: readonly string[]): Promise<void> {
    await page.goto(`${origin}${trustPath}`);
    await wizard.chooseRoles(page, roles);
    await page.getByRole("button", { name: /^Review \d/ }).click();
    await expect(page.getByRole("button", { name: /^Apply/ })).toBeVisible();
  }

  const change = (title: string): Locator => page.getByRole("listitem").filter({ hasText: title });
  const runsOf = async (): Promise<number> => {
    await page.goto(new URL("/enroll/acme-production/runs", page.url()).href);
    await expect(page.getByRole("heading", { name: "Runs" })).toBeVisible();
    return await page.getByRole("main").getByRole("listitem").count();
  };

  test("goes on past a change that AWS refuses, says what to do, and retries that change alone", async ({
    app,
  }) => {
    await setAwsFaults(app, {
      match: { action: "UpdateAssumeRolePolicy", roleName: "DataScientist" },
      fault: {
        kind: "error",
        status: 403,
        code: "AccessDenied",
        message:
          "User: arn:aws:iam::123456789012:user/aws-access-app is not authorized to perform: iam:UpdateAssumeRolePolicy on resource: role DataScientist because no identity-based policy allows the iam:UpdateAssumeRolePolicy action",
      },
    });
    await reviewRoles(app.url, ["BillingAnalyst", "DataScientist", "ReadOnlyAuditor"]);
    await wizard.apply(page, "finished with failures");
    for (const done of ["BillingAnalyst", "ReadOnlyAuditor"])
      await expect(change(`Trust policy of ${done}`)).toContainText("Done and confirmed");
    const refused = change("Trust policy of DataScientist");
    await expect(refused).toContainText("Not done");
    await expect(refused).toContainText("iam:UpdateAssumeRolePolicy");
    await expect(wizard.railOf(page, "Trust")).toContainText("2 ready");

    await clearAwsFaults(app);
    const before = await countWrites(app);
    await page.getByRole("button", { name: "Retry failed" }).click();
    await wizard.expectRunSays(page, "finished");
    expect(await writesSince(app, before)).toEqual(["UpdateAssumeRolePolicy DataScientist"]);
    await expect(wizard.railOf(page, "Trust")).toContainText("3 ready");
  });

  test("is undone by its one button, after a look at what that changes", async ({ app }) => {
    const before = await countWrites(app);
    expect(await sidsOf(iam, "DataScientist")).toContain(ours);
    await page.getByRole("button", { name: "Undo" }).click();
    const plan = page.getByRole("region", { name: "What undoing will change" });
    await expect(plan.getByRole("region", { name: /^Change: Trust policy/ }).first()).toContainText(ours);
    await expect(plan.getByText(/removed: /).first()).toBeAttached();
    await wizard.apply(page);
    for (const role of ["BillingAnalyst", "DataScientist", "ReadOnlyAuditor"])
      expect(await sidsOf(iam, role), role).not.toContain(ours);
    const { Tags = [] } = await iam.send(new ListRoleTagsCommand({ RoleName: "DataScientist" }));
    expect(Tags.map(({ Key }) => Key)).not.toContain("teleport.dev/integration");
    // The tag that was there before us stays.
    const { Tags: kept = [] } = await iam.send(new ListRoleTagsCommand({ RoleName: "BillingAnalyst" }));
    expect(kept.map(({ Key }) => Key)).toContain("teleport.dev/integration");
    await expect(wizard.railOf(page, "Trust")).toContainText("0 ready");
    await page.getByRole("link", { name: "an earlier run" }).click();
    await expect(page.getByText("This run was taken back")).toBeVisible();
    await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);
    expect((await writesSince(app, before)).toSorted()).toEqual([
      "UntagRole DataScientist",
      "UntagRole ReadOnlyAuditor",
      "UpdateAssumeRolePolicy BillingAnalyst",
      "UpdateAssumeRolePolicy DataScientist",
      "UpdateAssumeRolePolicy ReadOnlyAuditor",
    ]);
  });

  test("goes on when its page is closed; a reload and a second tab show how far it is", async ({ app }) => {
    await setAwsFaults(app, {
      match: { action: "UpdateAssumeRolePolicy", roleName: "DataScientist" },
      fault: { kind: "hold", when: "before" },
    });
    await reviewRoles(app.url, ["BillingAnalyst", "DataScientist", "ReadOnlyAuditor"]);
    await page.getByRole("button", { name: /^Apply/ }).click();
    await page.waitForURL("**/runs/**");
    const address = page.url();
    await expect(change("Tag teleport.dev/integration of DataScientist")).toContainText("Done and confirmed");
    await page.reload();
    await expect(page.getByRole("main").getByText("running", { exact: true })).toBeVisible();
    await expect(change("Tag teleport.dev/integration of DataScientist")).toContainText("Done and confirmed");
    await expect(change("Trust policy of DataScientist")).not.toContainText("Done and confirmed");

    const second = await page.context().newPage();
    await second.goto(`${app.url}/enroll/acme-production/permissions`);
    const banner = second.getByRole("region", { name: "Run" });
    await expect(banner).toContainText("A run is being applied");
    await page.close();
    await clearAwsFaults(app);
    await expect(banner).toContainText("Step 3, Trust: finished, 5 of 5 done");
    await expect(wizard.railOf(second, "Trust")).toContainText("3 ready");

    page = await page.context().newPage();
    await page.goto(address);
    await wizard.expectRunSays(page, "finished");
    await second.close();
  });

  test("is begun once: by two presses, and by the back button after it", async ({ app }) => {
    const [runs, before] = [await runsOf(), await countWrites(app)];
    await reviewRoles(app.url, ["DatabaseReader"]);
    await page.getByRole("button", { name: /^Apply/ }).dblclick();
    await page.waitForURL("**/runs/**");
    await wizard.expectRunSays(page, "finished");
    await page.goBack();
    await page.waitForURL(`**${trustPath}**`);
    await expect(page.getByRole("searchbox")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Apply/ })).toHaveCount(0);
    await page.goForward();
    await wizard.expectRunSays(page, "finished");
    expect((await writesSince(app, before)).toSorted()).toEqual([
      "TagRole DatabaseReader",
      "UpdateAssumeRolePolicy DatabaseReader",
    ]);
    expect(await runsOf()).toBe(runs + 1);
  });

  test("that is over before its page is there has moved the steps all the same", async ({ app }) => {
    await reviewRoles(app.url, ["LogReader"]);
    // The page of the run is asked for when the run has ended and the reading after it is under way.
    await setAwsFaults(app, {
      match: { action: "GetAccountAuthorizationDetails" },
      fault: { kind: "hold", when: "before" },
    });
    const other = await page.context().newPage();
    await page.route(
      (url) => /\/runs\/[^/]+$/.test(url.pathname) && url.searchParams.has("_rsc"),
      async (route) => {
        await other.goto(app.url + new URL(route.request().url()).pathname);
        await wizard.expectRunSays(other, "finished");
        await route.continue();
      },
      { times: 1 },
    );
    const rail = wizard.railOf(page, "Trust");
    const before = (await rail.textContent()) ?? "";
    await page.getByRole("button", { name: /^Apply/ }).click();
    await wizard.expectRunSays(page, "finished");
    await expect(rail).toHaveText(before);
    await clearAwsFaults(app);
    await expect(rail).not.toHaveText(before);
    await other.close();
  });

  test("leaves a role alone that somebody changed since the review, and says what moved", async ({ app }) => {
    await reviewRoles(app.url, ["Developer", "ForensicsReader"]);
    await addStatement(iam, "Developer", "PartnerAccess");
    await wizard.apply(page, "finished with failures");
    const conflict = change("Trust policy of Developer");
    await expect(conflict).toContainText("Changed by somebody else meanwhile; not written");
    await expect(conflict).toContainText("PartnerAccess");
    await expect(change("Trust policy of ForensicsReader")).toContainText("Done and confirmed");
    expect(await sidsOf(iam, "Developer")).not.toContain(ours);

    // A new plan starts from what is there now.
    await reviewRoles(app.url, ["Developer"]);
    await wizard.apply(page);
    const { Statement } = await readTrust(iam, "Developer");
    expect(Statement.map(({ Sid }) => Sid)).toEqual(expect.arrayContaining(["PartnerAccess", ours]));
  });
});
