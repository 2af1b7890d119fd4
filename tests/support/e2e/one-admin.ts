import type { Page } from "@playwright/test";
import { expect, signIn, test as base } from "./test.ts";
import { watch } from "./watch.ts";

interface WorkerFixtures {
  /** The admin's page, and what the browser complained of there and in tabs beside it. */
  onePage: { page: Page; complaints: string[] };
}

interface TestFixtures {
  /** Sessions end in these tests: the browser notes each answer to somebody who is not signed in any more. */
  sessionsEnd: boolean;
  watched: undefined;
}

/** For tests that build on each other: one signed-in admin's page, from the first of a file to the last. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  onePage: [
    async ({ browser, app }, use) => {
      const context = await browser.newContext();
      const complaints = watch(context);
      const page = await context.newPage();
      await signIn(page, app);
      await use({ page, complaints });
      await context.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  page: async ({ onePage }, use) => {
    await use(onePage.page);
  },
  sessionsEnd: [false, { option: true }],
  watched: [
    async ({ onePage, sessionsEnd }, use) => {
      await use(undefined);
      const complaints = onePage.complaints
        .splice(0)
        .filter((line) => !sessionsEnd || !line.includes("status of 401 (Unauthorized)"));
      expect(complaints, "complaints of the browser").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
