import { expect, type Page } from "@playwright/test";
import { test } from "../support/e2e/base.ts";
import { openAs, startBehindTeleport, type BehindTeleport } from "../support/e2e/behind-teleport.ts";
import {
  clearAwsFaults,
  countWrites,
  setAwsFaults,
  signInToTeleport,
  writesSince,
} from "../support/e2e/sandbox.ts";
import * as wizard from "../support/e2e/wizard.ts";

/* Behind Teleport, where each is somebody else. */

test.describe.serial("two admins at the same enrollment", () => {
  let app: BehindTeleport;
  let first: Page;
  let second: Page;
  let step: (name: string) => string;

  test.beforeAll(async ({ browser }) => {
    test.slow();
    app = await startBehindTeleport();
    step = (name) => `${app.url}/enroll/acme-development/${name}`;
    await app.putUser({ name: "second@acme", roles: ["access", "editor"] });
    [first, second] = (await Promise.all(
      ["admin@acme", "second@acme"].map((user) => openAs(browser, app, user)),
    )) as [Page, Page];
    await first.goto(`${app.url}/enroll`);
    await wizard.adoptDevelopment(first);
  });

  test.afterAll(async () => {
    for (const page of [first, second]) await page.context().close();
    await app.stop();
  });

  /** Chooses the role Developer for alice, and leaves the way as it is. */
  async function choose(page: Page): Promise<void> {
    await page.goto(step("access"));
    await page
      .getByRole("checkbox", { name: /Developer/ })
      .first()
      .check();
    await page.getByRole("checkbox", { name: "alice" }).check();
  }

  test("whose session ends in the middle of a choice is told, signs in to Teleport beside it, and goes on with it", async () => {
    await choose(second);
    await second.getByRole("radio", { name: "Put the ARNs into their trait" }).check();
    await second.context().clearCookies();
    await wizard.review(second);
    const message = second.getByRole("alert").filter({ hasText: "your session has ended" }).first();
    await expect(message.getByRole("link", { name: "Open the app in another tab" })).toBeVisible();
    const beside = await second.context().newPage();
    await signInToTeleport(beside, app, "second@acme");
    await beside.goto(app.url);
    await beside.close();
    await wizard.review(second);
    await expect(second.getByRole("button", { name: /^Apply/ })).toBeVisible();
  });

  test("whose plan another has overtaken is refused with what moved, writes nothing there, and plans anew", async () => {
    await choose(first);
    await wizard.review(first);
    await wizard.apply(first);

    const before = await countWrites(app);
    await wizard.apply(second, "finished with failures");
    const alice = second.getByRole("main").getByRole("listitem").filter({ hasText: "alice" });
    await expect(alice).toContainText("Changed by somebody else meanwhile; not written");
    await expect(alice.getByText(/\+.*aws_access_Developer/)).toBeVisible();
    expect(await writesSince(app, before)).toEqual([]);

    await choose(second);
    await second.getByRole("radio", { name: "Put the ARNs into their trait" }).check();
    await wizard.review(second);
    await wizard.apply(second);
    expect(await writesSince(app, before)).toEqual(["UpdateUser"]);
  });

  test("of whom one has a run under way: the other sees it, by whom, and is told to wait", async () => {
    await setAwsFaults(app, {
      match: { action: "UpdateAssumeRolePolicy", roleName: "ReadOnly" },
      fault: { kind: "hold", when: "before" },
    });
    for (const [page, role] of [
      [second, "DataOps"],
      [first, "ReadOnly"],
    ] as const) {
      await page.goto(step("trust"));
      await wizard.chooseRoles(page, [role]);
      await page.getByRole("button", { name: "Review 1 role" }).click();
      await expect(page.getByRole("button", { name: /^Apply/ })).toBeVisible();
    }
    const before = await countWrites(app);
    await first.getByRole("button", { name: /^Apply/ }).click();
    await first.waitForURL("**/runs/**");
    // The second looks at the same step all the while, and does nothing.
    const banner = second.getByRole("region", { name: "Run" });
    await expect(banner).toContainText("A run is being applied: 0 of 1 done");
    await expect(banner).toContainText("begun by admin@acme");
    const apply = second.getByRole("button", { name: /^Apply/ });
    const refusal = second
      .getByRole("alert")
      .filter({ hasText: "Another run is at work in account 210987654321." });
    await apply.click();
    await expect(refusal).toBeVisible();
    await expect(apply).toBeEnabled();
    const opened = second.context().waitForEvent("page");
    await banner.getByRole("link", { name: "Open the run" }).click({ modifiers: ["ControlOrMeta"] });
    const beside = await opened;
    await expect(beside.getByText(/started .+ by admin@acme/)).toBeVisible();
    await clearAwsFaults(app);
    for (const page of [first, beside]) await wizard.expectRunSays(page, "finished");
    await expect(banner).toContainText("finished, 1 of 1 done");
    expect(await writesSince(app, before)).toEqual(["UpdateAssumeRolePolicy ReadOnly"]);

    await wizard.apply(second);
    await expect(second.getByText(/started .+ by second@acme/)).toBeVisible();
    expect((await writesSince(app, before)).slice(1)).toEqual([
      "TagRole DataOps",
      "UpdateAssumeRolePolicy DataOps",
    ]);
  });
});
