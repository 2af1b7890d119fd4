import type { Page } from "@playwright/test";
import { expect, test } from "../support/e2e/gallery-test.ts";
import { requestsOf } from "../support/e2e/requests-during.ts";

test.use({ appChoice: { name: "gallery", environment: {}, task: "gallery" }, trace: "off" });

const partsOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const entries = (page: Page) => page.evaluate(() => window.history.length);

test("both searches of step 5 stand in the address, ask the server nothing, and come back with a reload", async ({
  page,
  app,
}) => {
  await page.goto(`${app.url}/gallery/access-many`);
  const roles = page.getByRole("searchbox", { name: "Search roles" });
  const people = page.getByRole("searchbox", { name: "Search people" });
  const before = await entries(page);
  const requests = await requestsOf(page, async () => {
    await roles.pressSequentially("audit & more");
    await people.pressSequentially("user-39");
    await expect.poll(() => partsOf(page)).toEqual({ q: "audit & more", people: "user-39" });
  });
  expect(requests).toEqual([]);
  expect(await entries(page), "steps back").toBe(before);

  await page.reload();
  await expect(roles).toHaveValue("audit & more");
  await expect(people).toHaveValue("user-39");
  await expect(page.getByRole("checkbox", { name: "user-39", exact: true })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "user-38", exact: true })).toHaveCount(0);
  await people.fill("");
  await expect.poll(() => partsOf(page)).toEqual({ q: "audit & more" });
});

test("the search of step 6 stands in the address, and comes back with a reload", async ({ page, app }) => {
  await page.goto(`${app.url}/gallery/launch-many`);
  const search = page.getByRole("searchbox", { name: "Search role, path, ARN or account" });
  await search.fill("no such role");
  await expect.poll(() => partsOf(page)).toEqual({ q: "no such role" });
  await page.reload();
  await expect(search).toHaveValue("no such role");
  await expect(page.getByText("No role matches “no such role”.")).toBeVisible();
});

test("which changes of a run are shown stands in the address, and comes back with a reload", async ({
  page,
  app,
}) => {
  await page.goto(`${app.url}/gallery/run-failed`);
  const failed = page.getByRole("button", { name: /^failed/ });
  const changes = page.getByRole("list", { name: "Changes" }).getByRole("listitem");
  const all = await changes.count();
  await failed.click();
  await expect.poll(() => partsOf(page)).toEqual({ show: "failed" });
  await page.reload();
  await expect(failed).toHaveAttribute("aria-pressed", "true");
  expect(await changes.count()).toBeLessThan(all);
  await page.getByRole("button", { name: /^all/ }).click();
  await expect(changes).toHaveCount(all);
  expect(partsOf(page)).toEqual({});
});
