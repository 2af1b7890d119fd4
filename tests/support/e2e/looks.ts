import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const smallestTextPx = 13;
const heightPx = 900;

interface Look {
  width: number;
  colorScheme: "light" | "dark";
  /** Which of axe's rules; what is left out is the same in another look. Text and width are measured in each. */
  axe: "all" | "colours" | "structure" | "none";
}

const colours = ["color-contrast", "link-in-text-block"];

/**
 * Each width in each theme. A theme changes colours alone; and of the widths the middle one has no colours of its own:
 * to find them again is what takes the time.
 */
export const everyLook: readonly Look[] = [
  { width: 1440, colorScheme: "light", axe: "all" },
  { width: 1440, colorScheme: "dark", axe: "colours" },
  { width: 768, colorScheme: "dark", axe: "none" },
  { width: 768, colorScheme: "light", axe: "structure" },
  { width: 390, colorScheme: "light", axe: "all" },
  { width: 390, colorScheme: "dark", axe: "colours" },
];

/** Both themes and both ends of the scale, for pages whose parts are seen in every look elsewhere. */
export const bothEnds: readonly Look[] = [
  { width: 1440, colorScheme: "light", axe: "all" },
  { width: 768, colorScheme: "light", axe: "none" },
  { width: 390, colorScheme: "dark", axe: "all" },
];

/**
 * Everything wrong with how the page looks, in words: what axe finds, text that is too small, and a page that scrolls
 * sideways. Afterwards the page looks as before.
 */
export async function faultsOf(page: Page, looks: readonly Look[] = bothEnds): Promise<string[]> {
  const before = page.viewportSize();
  const faults: string[] = [];
  for (const { width, colorScheme, axe } of looks) {
    await page.setViewportSize({ width, height: heightPx });
    // Without motion no colour is read in the middle of a transition.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const violations = axe === "none" ? [] : await violationsOf(page, axe);
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

async function violationsOf(page: Page, axe: "all" | "colours" | "structure") {
  // Half a megabyte that takes a page as long to read as to run: the page keeps it from one look to the next.
  const hasAxe = await page.evaluate(() => "axe" in globalThis);
  const builder = new AxeBuilder({ page, ...(hasAxe && { axeSource: "void 0" }) })
    // Its quicker mode looks into no frames: there are none.
    .setLegacyMode()
    // Of what passes no report is put together: that is most of the page, and nobody reads it.
    .options({ resultTypes: ["violations"] });
  if (axe === "colours") builder.withRules(colours);
  if (axe === "structure") builder.disableRules(colours);
  return (await builder.analyze()).violations;
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
