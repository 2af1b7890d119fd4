import type { Page } from "@playwright/test";
import type { RunningApp } from "../support/e2e/running-app.ts";
import { searchOf } from "../support/e2e/portal.ts";
import { timeKeys, type KeyTimes } from "./keystrokes.ts";
import { benchScrolling } from "./scrolling.ts";
import { judged, medianAndP95, quantile, type Row } from "./table.ts";

const frameMs = 16;

function keyRows(where: string, { shown, settled }: KeyTimes): Row[] {
  return [
    {
      what: `${where}: key to paint`,
      value: medianAndP95(shown),
      goal: judged(quantile(shown, 0.5), frameMs, "ms"),
    },
    { what: `${where}: key to the last paint`, value: medianAndP95(settled) },
  ];
}

/** 700 accounts and 2,000 roles, as the gallery has them. */
export async function benchPortal(page: Page, app: RunningApp): Promise<Row[]> {
  await page.goto(`${app.url}/gallery/portal-many`);
  await page.getByRole("article").first().waitFor();
  // First: watching keys costs what scrolling then takes, too.
  const scrolled = await benchScrolling(page, "portal");
  const times = await timeKeys(page, searchOf(page), ["developer staging", "team 161", "000000000123"]);
  return [...keyRows("portal", times), ...scrolled];
}

/** Step 3 with all roles of the account. */
export async function benchTrust(page: Page, app: RunningApp): Promise<Row[]> {
  await page.goto(`${app.url}/enroll/acme-production/trust?show=all`);
  await page.getByRole("row").nth(5).waitFor();
  const scrolled = await benchScrolling(page, "step 3");
  const keys = await timeKeys(page, page.getByRole("searchbox"), [
    "team-0421-reader",
    "lambda",
    "datascientist",
  ]);
  return [...keyRows("step 3", keys), ...scrolled];
}

/** What the page of step 3 weighs, before and after compression. */
export async function benchWeight(page: Page, app: RunningApp): Promise<Row[]> {
  const response = await page.goto(`${app.url}/enroll/acme-production/trust`);
  const plain = (await response?.body())?.length ?? 0;
  const sent = (await response?.request().sizes())?.responseBodySize ?? 0;
  const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(2)} MB`;
  return [{ what: "step 3: the page", value: megabytes(plain), goal: `${megabytes(sent)} compressed` }];
}
