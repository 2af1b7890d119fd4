import type { Page } from "@playwright/test";
import { requestsOf } from "../support/e2e/requests-during.ts";
import { expect, signIn, test } from "../support/e2e/test.ts";
import { watch } from "../support/e2e/watch.ts";
import {
  beginProduction,
  goOnToTrust,
  openStep,
  railOf,
  reviewThousandRoles,
} from "../support/e2e/wizard.ts";

const rowsAtMost = 60;
const path = "/enroll/acme-production/trust";

// A film of ten minutes of a growing list would cost more than the run that it shows.
test.use({ appChoice: { name: "search", environment: { SANDBOX_ROLES: "5000" } }, trace: "off" });

test.describe.serial("step 3 with five thousand roles", () => {
  let page: Page;
  let complaints: string[];

  test.beforeAll(async ({ browser, app }) => {
    test.slow();
    const context = await browser.newContext();
    complaints = watch(context);
    page = await context.newPage();
    await signIn(page, app);
    await beginProduction(page);
    await openStep(page, "Trust");
    await expect(page.getByRole("searchbox")).toBeVisible();
  });

  test.afterEach(() => {
    expect(complaints.splice(0), "complaints of the browser").toEqual([]);
  });

  test.afterAll(async () => {
    await page.context().close();
  });

  const rows = () =>
    page
      .getByRole("grid")
      .getByRole("row")
      .filter({ has: page.getByRole("link") });

  test("the first load has every role and no policy document, and few rows in the page", async ({ app }) => {
    const response = await page.goto(`${app.url}${path}`);
    const html = (await response?.text()) ?? "";
    expect(html).toContain("arn:aws:iam::123456789012:role/data/DataScientist");
    expect(html.match(/arn:aws:iam::123456789012:role\/[\w/+=,.@-]+/g)?.length).toBeGreaterThan(4000);
    for (const part of [/sts:AssumeRole/, /\bPrincipal\\*"/, /\bStatement\\*"/])
      expect(html).not.toMatch(part);
    await expect(page.getByRole("button", { name: /^All 5,\d{3}$/ })).toBeVisible();
    expect(await rows().count()).toBeLessThanOrEqual(rowsAtMost);
  });

  test("its rows stay few while one walks to the end", async () => {
    await page.getByRole("button", { name: /^All/ }).click();
    await page.getByRole("searchbox").press("ArrowDown");
    await page.keyboard.press("End");
    const last = page.getByRole("row").and(page.locator(":focus"));
    await expect(last).toBeInViewport();
    expect(Number(await last.getAttribute("aria-rowindex"))).toBeGreaterThan(5000);
    expect(await rows().count()).toBeLessThanOrEqual(rowsAtMost);
  });

  test("scrolling brings rows, and touches none of those that stay in view", async () => {
    await page.evaluate(() => window.scrollTo(0, 6000));
    const second = page.getByRole("row").nth(2);
    await expect.poll(async () => Number(await second.getAttribute("aria-rowindex"))).toBeLessThan(300);
    const lastRow = await page.getByRole("grid").getAttribute("aria-rowcount");
    const seen = await page.evaluate(async () => {
      const body = document.querySelector("tbody");
      if (!body) throw new Error("There is no table.");
      const before = new Set([...body.rows].filter((row) => !row.hasAttribute("style")));
      const touched: string[] = [];
      new MutationObserver((records) => {
        for (const { target, attributeName } of records) {
          const row = target instanceof Element ? target.closest("tr") : target.parentElement?.closest("tr");
          if (row && before.has(row)) touched.push(attributeName ?? "content");
        }
      }).observe(body, { subtree: true, childList: true, attributes: true, characterData: true });
      window.scrollBy(0, 240);
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const came = () => [...body.rows].filter((row) => !before.has(row));
      while (came().length === 0) await frame();
      // Their heights are known a frame later.
      await frame();
      await frame();
      const stayed = [...body.rows].filter((row) => before.has(row));
      const placed = [...body.querySelectorAll("tr[style]")].map((row) => row.getAttribute("aria-rowindex"));
      return { came: came().length, stayed: stayed.length, touched, placed };
    });
    expect(seen.came).toBeLessThan(seen.stayed);
    expect(seen.touched).toEqual([]);
    // A style of its own makes the browser look at every row anew: only that of the keyboard, far away, has one.
    expect(seen.placed).toEqual([lastRow]);
  });

  test("typing asks the server nothing", async () => {
    const requests = await requestsOf(page, async () => {
      await page.getByRole("searchbox").pressSequentially("DataScientist");
      await expect(page.getByRole("row", { name: /DataScientist/ })).toBeVisible();
      await expect(page).toHaveURL(/[?&]q=DataScientist/);
    });
    expect(requests).toEqual([]);
  });

  test("search, filter and open role stand in the address, and come back with it", async ({ app }) => {
    await page.getByRole("link", { name: "DataScientist" }).click();
    await expect(page.getByRole("heading", { name: "DataScientist", exact: true })).toBeVisible();
    await page.getByRole("button", { name: /^Needs change/ }).click();
    await expect(page).toHaveURL(/show=needs-change/);
    const address = new URL(page.url());
    expect(Object.fromEntries(address.searchParams)).toEqual({
      q: "DataScientist",
      show: "needs-change",
      role: "arn:aws:iam::123456789012:role/data/DataScientist",
    });

    const other = await page.context().newPage();
    await other.goto(address.href);
    await expect(other.getByRole("searchbox")).toHaveValue("DataScientist");
    await expect(other.getByRole("button", { name: /^Needs change/ })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await expect(other.getByRole("heading", { name: "DataScientist", exact: true })).toBeVisible();
    await expect(other.getByRole("complementary").getByText("sts:AssumeRole").first()).toBeVisible();

    await other.goto(`${app.url}${path}?q=DataScientist&show=ready`);
    await expect(other.getByText("No role matches “DataScientist”")).toBeVisible();
    await other.close();
  });

  test("a run over more than a thousand of them shows how far it is, with few rows in the page", async ({
    app,
  }) => {
    test.setTimeout(1_200_000);
    await page.goto(`${app.url}/enroll/acme-production/integration`);
    await goOnToTrust(page);
    await reviewThousandRoles(page);
    await page.getByRole("button", { name: /^Apply/ }).click();
    await page.waitForURL("**/runs/**");

    const main = page.getByRole("main");
    const bar = main.getByRole("progressbar", { name: "Changes done" });
    const total = Number(await bar.getAttribute("max"));
    expect(total).toBeGreaterThan(2000);
    const seen: number[] = [];
    const rowsSeen: number[] = [];
    const look = async () => {
      const { done, shown } = await main.evaluate((element) => ({
        done: element.querySelector<HTMLProgressElement>("progress[aria-label='Changes done']")?.value,
        shown: element.querySelectorAll("[aria-label='Changes'] > li").length,
      }));
      if (done !== undefined && done !== seen.at(-1)) seen.push(done);
      rowsSeen.push(shown);
      return done;
    };
    await expect.poll(look, { timeout: 1_080_000, intervals: [250] }).toBe(total);
    expect(Math.max(...rowsSeen)).toBeGreaterThan(0);
    expect(Math.max(...rowsSeen)).toBeLessThan(rowsAtMost);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    // Neither from nothing to all at once, nor in a few jumps.
    expect(seen.filter((done) => done > 0 && done < total).length).toBeGreaterThan(10);
    await expect(main.getByText("finished", { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(railOf(page, "Trust")).toContainText(/1\d{3} ready/);
  });
});
