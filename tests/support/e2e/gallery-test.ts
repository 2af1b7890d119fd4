import type { BrowserContext, Page } from "@playwright/test";
import { expect, test as base } from "./test.ts";
import { watch } from "./watch.ts";

interface Walk {
  context: BrowserContext;
  page: Page;
  complaints: string[];
}

/** Runs in the page. The runs of the gallery are made up: each stream ends at once, as one does that was interrupted. */
function endStreams(): void {
  class EndedStream extends EventTarget {
    static readonly CLOSED = 2;
    readonly readyState = 0;
    constructor() {
      super();
      setTimeout(() => this.dispatchEvent(new Event("error")));
    }
    close(): void {}
  }
  Object.assign(globalThis, { EventSource: EndedStream });
}

/**
 * Two hundred screens in one window per worker, as somebody walks through them: a window for each would load and
 * compile the app's JavaScript anew each time. What a screen keeps in the browser goes with it, and what the browser
 * complains of is a fault of the screen that is open.
 */
export const test = base.extend<object, { walk: Walk }>({
  walk: [
    async ({ browser }, use) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const complaints = watch(context);
      const page = await context.newPage();
      page.setDefaultNavigationTimeout(60_000);
      // To answer for the stream from here would hold up every request, and have each page load all of the app's JavaScript
      // anew: a browser whose requests are answered for keeps nothing.
      await page.addInitScript(endStreams);
      await use({ context, page, complaints });
      await context.close();
    },
    { scope: "worker" },
  ],
  page: async ({ walk: { context, page, complaints } }, use) => {
    await use(page);
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await context.clearCookies();
    expect(complaints.splice(0), "complaints of the browser").toEqual([]);
  },
});

export { expect };
