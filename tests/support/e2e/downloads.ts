import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { load } from "js-yaml";

/** Presses the download button of the file, and reads what the browser saved under that name. */
export async function downloadYaml(
  page: Page,
  fileName: string,
): Promise<{ name: string; document: unknown }> {
  const started = page.waitForEvent("download");
  await page.getByRole("button", { name: `Download ${fileName}`, exact: true }).click();
  const download = await started;
  return { name: download.suggestedFilename(), document: load(readFileSync(await download.path(), "utf8")) };
}
