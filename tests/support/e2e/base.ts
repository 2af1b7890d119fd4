import { test as playwright } from "@playwright/test";
import { watchForSecrets } from "./secrets/browser.ts";

/** What every browser test extends: nothing that a browser sends or is sent goes unseen. */
export const test = playwright.extend<object, { secretsWatched: true }>({
  secretsWatched: [
    async ({ browser }, use) => {
      for (const context of browser.contexts()) watchForSecrets(context);
      browser.on("context", watchForSecrets);
      await use(true);
    },
    { scope: "worker", auto: true },
  ],
});
