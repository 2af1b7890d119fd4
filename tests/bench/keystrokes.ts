import type { Locator, Page } from "@playwright/test";

export interface KeyTimes {
  /** Until the key itself was painted. */
  shown: number[];
  /** Until the last thing that it changed was painted. */
  settled: number[];
}

interface Watch {
  keys: { shown: number; settled: number }[];
}

declare global {
  interface Window {
    benchKeys?: Watch;
  }
}

/** Nothing has changed for so long: the key has done all that it does. */
const quietMs = 300;

/**
 * Times every key from the moment that the browser got it until what it changed was painted: two frames are asked for,
 * the second begins when the first is out.
 */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch: Watch = { keys: [] };
    window.benchKeys = watch;
    let began = 0;
    const painted = (note: (at: number) => void) =>
      requestAnimationFrame(() => requestAnimationFrame(() => note(performance.now())));
    document.addEventListener(
      "keydown",
      (event) => {
        began = event.timeStamp;
        const key = { shown: 0, settled: 0 };
        watch.keys.push(key);
        painted((at) => {
          key.shown = at - began;
          key.settled = Math.max(key.settled, key.shown);
        });
      },
      { capture: true },
    );
    const observer = new MutationObserver(() => {
      const key = watch.keys.at(-1);
      if (!key) return;
      const of = began;
      painted((at) => {
        key.settled = Math.max(key.settled, at - of);
      });
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
}

/** Types each word key by key, and takes it away again key by key. */
export async function timeKeys(page: Page, field: Locator, words: readonly string[]): Promise<KeyTimes> {
  await field.fill("");
  await field.focus();
  await page.waitForTimeout(quietMs);
  await watchKeys(page);
  for (const word of words) {
    for (const key of [...word, ...Array.from(word, () => "Backspace")]) {
      await page.keyboard.press(key === " " ? "Space" : key);
      await page.waitForTimeout(quietMs);
    }
  }
  const keys = await page.evaluate(() => window.benchKeys?.keys ?? []);
  return { shown: keys.map(({ shown }) => shown), settled: keys.map(({ settled }) => settled) };
}
