import AxeBuilder from "@axe-core/playwright";
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

const widths = [390, 768, 1440] as const;
const themes = ["light", "dark"] as const;

/** What axe finds wrong with the page as it stands, at each width and in both themes. */
export async function axeFindings(page: Page): Promise<string[]> {
  const findings: string[] = [];
  for (const width of widths) {
    for (const colorScheme of themes) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) {
        findings.push(`${width} ${colorScheme}: ${id} at ${nodes.map(({ html }) => html).join(" ")}`);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) findings.push(`${width} ${colorScheme}: ${wide} px too wide`);
    }
  }
  return findings;
}
