import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { startApp, type RunningApp } from "../support/e2e/running-app.ts";
import { expect, test } from "../support/e2e/test.ts";

const schemes = ["light", "dark"] as const;

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${page.url()}: ${id} at ${target.join(" ")}`),
  );
}

/** Fonts and late layout first: axe measures contrast of what is drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
}

test.describe("axe finds nothing on any screen of the gallery, in any state", () => {
  let app: RunningApp;
  let page: Page;
  let screens: string[];

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(180_000);
    app = await startApp({ GALLERY: "1" });
    page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
    await page.goto(app.signInUrl());
    await page.waitForURL("**/enroll");
    await page.goto(`${app.url}/gallery`);
    screens = await page
      .locator('a[href^="/gallery/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  });

  test.afterAll(async () => {
    await page.context().close();
    await app.stop();
  });

  for (const width of [1440, 390]) {
    test(`light and dark, ${width} px wide, and none of them scrolls sideways`, async () => {
      test.setTimeout(600_000);
      expect(screens.length).toBeGreaterThan(30);
      await page.setViewportSize({ width, height: 900 });
      const found: string[] = [];
      for (const screen of screens) {
        await page.emulateMedia({ colorScheme: "light" });
        await page.goto(`${app.url}${screen}`);
        await settled(page);
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme });
          found.push(...(await violations(page)).map((line) => `${colorScheme}: ${line}`));
        }
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (overflow > 0) found.push(`${screen} is ${overflow} px wider than the window`);
      }
      expect(found).toEqual([]);
    });
  }
});

test("axe finds nothing on the real pages before anything is enrolled, and on the sandbox's own", async ({
  admin,
  app,
}) => {
  const found: string[] = [];
  const visit = async (url: string) => {
    for (const colorScheme of schemes) {
      await admin.emulateMedia({ colorScheme });
      await admin.goto(url);
      await settled(admin);
      found.push(...(await violations(admin)).map((line) => `${colorScheme}: ${line}`));
    }
  };
  await visit(`${app.url}/enroll`);
  await visit(`${app.url}/new`);
  await visit(app.sandbox["TELEPORT_WEB_URL"] ?? "");
  expect(found).toEqual([]);
});
