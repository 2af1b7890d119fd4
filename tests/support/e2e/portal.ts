import type { Browser, BrowserContext, Locator, Page } from "@playwright/test";
import type { RunningApp } from "./running-app.ts";
import { signInToTeleport } from "./sandbox.ts";
import { watch } from "./watch.ts";

export const developmentId = "210987654321";

/** A role of the seeded development account. */
export function developmentArn(name: string): string {
  return `arn:aws:iam::${developmentId}:role/${name}`;
}

/** Puts a user, role or app into the cluster, as another writer beside the app would. */
export async function put(
  { sandbox }: RunningApp,
  collection: "users" | "roles" | "app-servers",
  row: Readonly<Record<string, unknown>>,
): Promise<void> {
  const response = await fetch(`${sandbox["TELEPORT_WEB_URL"]}/_sandbox/${collection}`, {
    method: "PUT",
    headers: { "x-sandbox": "1" },
    body: JSON.stringify(row),
  });
  if (!response.ok) throw new Error(await response.text());
}

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** What no page may do, so far. */
  complaints: readonly string[];
}

/** A browser of its own on which the user is signed in to Teleport. */
export async function visit(browser: Browser, app: RunningApp, user: string): Promise<Visitor> {
  const context = await browser.newContext();
  const complaints = watch(context);
  const page = await context.newPage();
  await signInToTeleport(page, app, user);
  return { page, context, complaints };
}

export function searchOf(page: Page): Locator {
  return page.getByRole("searchbox", { name: "Search account, role or ARN" });
}

/** The names of the rows of the portal, in their order: "Developer in acme-development". */
export async function rolesOn(page: Page): Promise<string[]> {
  const rows = await page.getByRole("article").all();
  return await Promise.all(rows.map(async (row) => (await row.getAttribute("aria-label")) ?? ""));
}
