import { expect } from "@playwright/test";
import { test } from "../support/e2e/base.ts";
import { everyLook, faultsOf } from "../support/e2e/looks.ts";

/* What every screen is held against finds what it looks for, in each look. */

const page = (styles: string) => `<!doctype html>
<html lang="en">
  <title>A page</title>
  <style>
    :root { color-scheme: light dark; color: CanvasText; background: Canvas }
    p { font-size: 16px }
    button { display: none }
    ${styles}
  </style>
  <main><h1>A page</h1><p>Some text.</p><button></button></main>
</html>`;

/** Each fault is there in some looks alone, so that one that is not measured is missed. */
const faulty = `
  @media (prefers-color-scheme: dark) { p { color: #444; background: #333 } }
  @media (max-width: 500px) { p { font-size: 12px; width: 700px } }
  @media (width: 768px) { button { display: block } }
`;

test("faint, tiny and too wide text and what axe finds of the structure are found in the looks that have them", async ({
  page: window,
}) => {
  await window.setContent(page(""));
  expect(await faultsOf(window, everyLook)).toEqual([]);

  await window.setContent(page(faulty));
  const found = await faultsOf(window, everyLook);
  expect(found.map((words) => words.replace(/: Fix [\s\S]*/, ""))).toEqual([
    "1440 px, dark: color-contrast at p",
    "768 px, light: button-name at button",
    "390 px, light: text too small: Some text.",
    expect.stringMatching(/^390 px, light: the page scrolls sideways by \d+ px$/),
    "390 px, dark: color-contrast at p",
    "390 px, dark: text too small: Some text.",
    expect.stringMatching(/^390 px, dark: the page scrolls sideways by \d+ px$/),
  ]);
});
