import { expect, type Page } from "@playwright/test";
import { test as base } from "./base.ts";
import { hydrated } from "./hydrated.ts";
import { startApp, type RunningApp } from "./running-app.ts";
import { watch } from "./watch.ts";

/** Which app a file's tests run against. Files of the same name share one, so those that enroll have their own. */
interface AppChoice {
  name: string;
  environment: Record<string, string>;
  task?: "start" | "gallery";
}

interface WorkerFixtures {
  appChoice: AppChoice;
  app: RunningApp;
}

interface TestFixtures {
  /** A page on which a local admin is signed in. */
  admin: Page;
}

export async function signIn(page: Page, app: RunningApp): Promise<void> {
  await page.goto(app.signInUrl());
  await page.waitForURL(`${app.url}/enroll`);
  await hydrated(page);
}

/** Every browser test runs against the app as `npm start` runs it, and fails on what `watch` sees. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  appChoice: [
    { name: "shared", environment: {} },
    { scope: "worker", option: true },
  ],
  app: [
    async ({ appChoice }, use) => {
      const app = await startApp(appChoice.environment, appChoice.task);
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  context: async ({ context }, use) => {
    const complaints = watch(context);
    await use(context);
    expect(complaints, "complaints of the browser").toEqual([]);
  },
  admin: async ({ page, app }, use) => {
    await signIn(page, app);
    await use(page);
  },
});

export { expect };
