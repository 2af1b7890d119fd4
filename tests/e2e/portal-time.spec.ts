import { expect, test } from "../support/e2e/portal-test.ts";

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
