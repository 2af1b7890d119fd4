import type { BrowserContext, Page } from "@playwright/test";

/**
 * Waits until React has taken over what the page asks people to use. Until then a form's fields are set anew, in the
 * middle of what a test types: faster than any hand, and slower than a test on a busy machine.
 */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(
    async () => {
      const used = document.querySelectorAll("main :is(a, button, input, select, textarea, summary)");
      const taken = [...used].every((element) =>
        Object.keys(element).some((key) => key.startsWith("__reactFiber$")),
      );
      // What React has rendered is put to use when it is done with the rest, in as many turns as that takes.
      if (taken) await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }));
      return taken;
    },
    undefined,
    // A page that is on its way to another one paints no more frames.
    { polling: 20 },
  );
}

/** Every page of the context that a test goes to, or reloads, is ready to be used when that is done. */
export function waitsForHydration(context: BrowserContext): void {
  context.on("page", (page) => {
    const { goto, reload } = page;
    page.goto = async (...arguments_) => {
      const response = await goto.apply(page, arguments_);
      await hydrated(page);
      return response;
    };
    page.reload = async (...arguments_) => {
      const response = await reload.apply(page, arguments_);
      await hydrated(page);
      return response;
    };
  });
}
