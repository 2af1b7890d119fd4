import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const smallestTextPx = 13;
const heightPx = 900;

interface Look {
  width: number;
  colorScheme: "light" | "dark";
  /** Only the rules that a theme can break. */
  coloursOnly?: boolean;
}

/** Each width in each theme; what is not colour is the same in both. */
export const everyLook: readonly Look[] = [1440, 768, 390].flatMap((width) => [
  { width, colorScheme: "light" },
  { width, colorScheme: "dark", coloursOnly: true },
]);

/** Both themes and both ends of the scale, for pages whose parts are seen in every look elsewhere. */
export const bothEnds: readonly Look[] = [
  { width: 1440, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
];

/**
 * Everything wrong with how the page looks, in words: what axe finds, text that is too small, and a page that scrolls
 * sideways. Afterwards the page looks as before.
 */
export async function faultsOf(page: Page, looks: readonly Look[] = bothEnds): Promise<string[]> {
  const before = page.viewportSize();
  const faults: string[] = [];
  for (const { width, colorScheme, coloursOnly = false } of looks) {
    await page.setViewportSize({ width, height: heightPx });
    // Without motion no colour is read in the middle of a transition.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Its quicker mode looks into no frames: there are none.
    const builder = new AxeBuilder({ page }).setLegacyMode();
    if (coloursOnly) builder.withRules(["color-contrast", "link-in-text-block"]);
    const { violations } = await builder.analyze();
    const { small, sidewaysPx } = await page.evaluate(measureLayout, smallestTextPx);
    const found = [
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary = "" }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
      ),
      ...small.map((text) => `text too small: ${text}`),
      ...(sidewaysPx > 0 ? [`the page scrolls sideways by ${sidewaysPx} px`] : []),
    ];
    faults.push(...found.map((words) => `${width} px, ${colorScheme}: ${words}`));
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
  if (before) await page.setViewportSize(before);
  return faults;
}

/** Runs in the page. */
function measureLayout(smallestPx: number): { small: string[]; sidewaysPx: number } {
  const small: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement;
    if (!element || !text.textContent?.trim() || element.closest("script, style, noscript")) continue;
    if (Number.parseFloat(getComputedStyle(element).fontSize) < smallestPx) {
      small.push(text.textContent.trim());
    }
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  return { small, sidewaysPx: scrollWidth - clientWidth };
}
