import { developmentId, rolesOn, searchOf } from "../support/e2e/portal.ts";
import { expect, test } from "../support/e2e/portal-test.ts";
import { faultsOf } from "../support/e2e/looks.ts";

test.use({ appName: "portal-time" });

test("from the click on an estimate counts down an hour, one click reopens, and near the end of the Teleport session signing in again comes first", async ({
  portalOf,
}) => {
  const { page, context } = await portalOf("dana");
  await page.clock.install();
  await page.reload();
  const row = page.getByRole("article").first();
  const launch = row.getByRole("link", { name: "Console: Developer in acme-development, new tab" });
  const open = async () => {
    const opening = context.waitForEvent("page");
    await launch.click();
    await (await opening).close();
    await expect(row).toContainText(/open, about (59|60) min left/);
  };
  await open();
  await page.clock.fastForward("30:00");
  await expect(row).toContainText(/open, about (29|30) min left/);
  await page.clock.fastForward("31:00");
  await expect(row).toContainText("session ended");
  await expect(launch).toHaveText("Reopen");
  await open();

  const again = page.getByRole("link", { name: "Sign in to Teleport again, new tab" });
  await expect(again).toHaveCount(0);
  // The sandbox's sessions last 12 hours.
  await page.clock.fastForward("10:46:00");
  await expect(page.getByText(/Your Teleport session ends in 1\d min/)).toBeVisible();
  const [offer, first] = [await again.boundingBox(), await row.boundingBox()];
  expect(offer?.y).toBeLessThan(first?.y ?? 0);
});

test("a default service and region of a role stand as a second link, to the console of the same browser session", async ({
  portalOf,
}) => {
  const { page } = await portalOf("dana");
  await page.getByRole("button", { name: "CLI: Developer in acme-development" }).click();
  await page.getByText("Link to a service and region").click();
  await page.getByRole("textbox", { name: "Service" }).fill("//evil.example");
  await page.getByRole("textbox", { name: "Region" }).fill("Frankfurt");
  await page.getByRole("button", { name: "Keep this link" }).click();
  await expect(page.getByText("A region, for example eu-west-1.")).toBeVisible();
  await page.getByRole("textbox", { name: "Service" }).fill("ec2");
  await page.getByRole("textbox", { name: "Region" }).fill("eu-central-1");
  await page.getByRole("button", { name: "Keep this link" }).click();
  await page.keyboard.press("Escape");
  await page.reload();
  const second = page.getByRole("link", {
    name: "ec2 in eu-central-1: Developer in acme-development, new tab",
  });
  await expect(second.first()).toHaveAttribute(
    "href",
    "https://console.aws.amazon.com/ec2/home?region=eu-central-1",
  );
});

test("no page of the portal waits for AWS: while AWS answers nothing at all, all of it is there", async ({
  app,
  portalOf,
}) => {
  const aws = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${app.sandbox["AWS_ENDPOINT_URL"]}/_sandbox/${path}`, {
      method,
      headers: { "x-sandbox": "1", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.ok).toBe(true);
    return await response.json();
  };
  await aws("POST", "faults", [{ match: {}, fault: { kind: "hold", when: "before" } }]);
  await aws("DELETE", "requests");
  for (const path of ["/", `/open/${developmentId}/Developer?as=dana`, "/?as=dana"]) {
    const { page } = await portalOf(path === "/" ? "dana" : "admin@acme", path);
    await expect(page.getByText("Developer").first()).toBeVisible();
  }
  expect(await aws("GET", "requests")).toMatchObject({ counters: { total: 0 } });
  await aws("DELETE", "faults");
});

// At the end: from here on AWS has been read, and the account has another name.
test("an admin edits name, colour, environment and contact of an account on its enrollment's page, and people find it by them and by its alias", async ({
  portalOf,
}) => {
  const admin = await portalOf("admin@acme", "/new?adopt=acme-development");
  await admin.page.getByRole("textbox", { name: "Account name" }).last().fill("Acme Development");
  await admin.page.getByRole("button", { name: "Adopt acme-development" }).click();
  await admin.page.waitForURL("**/enroll/acme-development/integration");
  await admin.page
    .getByRole("navigation", { name: "Enrollment" })
    .getByRole("link", { name: "Overview" })
    .click();
  await expect(admin.page.getByRole("heading", { name: "The six steps" })).toBeVisible({ timeout: 60_000 });
  await expect(admin.page.getByRole("definition").filter({ hasText: "acme-development" })).not.toHaveCount(0);
  await admin.page.getByRole("textbox", { name: "Account name" }).fill("Workbench");
  await admin.page.getByRole("radio", { name: "violet" }).focus();
  await admin.page.keyboard.press("Space");
  await expect(admin.page.getByRole("radio", { name: "violet" })).toBeChecked();
  await admin.page.getByRole("textbox", { name: "Environment" }).fill("playground");
  await admin.page.getByRole("textbox", { name: "Contact" }).fill("Developer tools, #dev-tools");
  await admin.page.getByRole("button", { name: "Save" }).click();
  await expect(admin.page.getByText("Saved.")).toBeVisible({ timeout: 60_000 });
  await expect(admin.page.getByRole("heading", { level: 1, name: "Workbench" })).toBeVisible();
  expect(await faultsOf(admin.page)).toEqual([]);

  const { page } = await portalOf("dana");
  await expect.poll(() => rolesOn(page)).toEqual(["Developer in Workbench"]);
  await expect(page.getByRole("main")).toContainText("playground");
  await expect(page.getByRole("main").locator(".bg-account-violet")).not.toHaveCount(0);
  for (const words of ["workbench", "playground", "acme-development", developmentId, "developer"]) {
    await searchOf(page).fill(words);
    await expect.poll(() => rolesOn(page), { message: words }).toEqual(["Developer in Workbench"]);
  }
});
