import { test as playwright, type BrowserContext } from "@playwright/test";
import { waitsForHydration } from "./hydrated.ts";
import { watchForSecrets } from "./secrets/browser.ts";

function prepare(context: BrowserContext): void {
  watchForSecrets(context);
  waitsForHydration(context);
}

/** What every browser test extends: nothing that a browser sends or is sent goes unseen, and no page is used too early. */
export const test = playwright.extend<object, { prepared: true }>({
  prepared: [
    async ({ browser }, use) => {
      for (const context of browser.contexts()) prepare(context);
      browser.on("context", prepare);
      await use(true);
    },
    { scope: "worker", auto: true },
  ],
});
