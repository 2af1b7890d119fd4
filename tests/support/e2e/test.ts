import { test as base, expect, type Page } from "@playwright/test";
import { startApp, type RunningApp } from "./running-app.ts";

interface WorkerFixtures {
  app: RunningApp;
}

interface TestFixtures {
  /** A page on which a local admin is signed in. */
  admin: Page;
}

/** Every browser test runs against the app as `npm start` runs it, and fails on any request that leaves loopback. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  app: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from this pattern
    async ({}, use) => {
      const app = await startApp();
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  context: async ({ context }, use) => {
    const foreign: string[] = [];
    context.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      const local = hostname === "localhost" || hostname.startsWith("127.");
      if (protocol.startsWith("http") && !local) foreign.push(request.url());
    });
    await use(context);
    expect(foreign, "requests that left loopback").toEqual([]);
  },
  admin: async ({ page, app }, use) => {
    await page.goto(app.signInUrl());
    await page.waitForURL(`${app.url}/enroll`);
    await use(page);
  },
});

export { expect };
