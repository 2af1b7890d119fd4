import type { Locator, Page } from "@playwright/test";
import { expect } from "./test.ts";

const stopsAtMost = 120;

/** What is wrong with how the focused element shows that it is focused; null: nothing. */
async function faultOfFocus(page: Page): Promise<string | null> {
  return await page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    // No stop of Tab: the app put the focus there, as what had it went away.
    if (focused.id === "content") return null;
    // A radio that is drawn by its label shows its focus there.
    const shown = [focused, focused.closest("label")].some((element) => {
      if (!element) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    });
    const { left, top, width, height } = focused.getBoundingClientRect();
    const above = document.elementFromPoint(left + Math.min(width, 40) / 2, top + height / 2);
    const label = focused.closest("label");
    if (above && !focused.contains(above) && !above.contains(focused) && !label?.contains(above))
      return `under ${above.outerHTML.slice(0, 80)}: ${focused.outerHTML.slice(0, 160)}`;
    const seen = width > 1 && height > 1;
    return shown && (seen || focused.closest("label")) ? null : focused.outerHTML.slice(0, 160);
  });
}

/** Presses Tab until the target has the focus; every stop on the way must show that it has it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < stopsAtMost; stop += 1) {
    await page.keyboard.press("Tab");
    expect(await faultOfFocus(page), "a stop without visible focus").toBeNull();
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${target.toString()}`);
}

export async function pressOn(page: Page, target: Locator, key: "Enter" | "Space" = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Puts other text into the focused field. */
export async function retype(page: Page, text: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** Nobody who can't see the page is left at its very beginning. */
export async function expectFocusKept(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
}
