import type { Locator, Page } from "@playwright/test";
import { expect, signIn } from "./test.ts";
import type { RunningApp } from "./running-app.ts";

/* What an admin does on the six steps, by mouse. */

export type StepName = "Integration" | "Permissions" | "Trust" | "App" | "Access" | "Launch";

const runTimeoutMs = 60_000;

export function railOf(page: Page, step: StepName): Locator {
  return page.getByRole("list", { name: "Steps" }).getByRole("link", { name: new RegExp(step) });
}

export async function openStep(page: Page, step: StepName): Promise<void> {
  await railOf(page, step).click();
  await page.waitForURL(`**/${step.toLowerCase()}`);
}

export async function beginProduction(page: Page, integration = "acme-production"): Promise<void> {
  await page.getByRole("link", { name: "Enroll an account" }).first().click();
  await page.getByRole("textbox", { name: "Integration name" }).fill(integration);
  await page.getByRole("textbox", { name: "Account name" }).first().fill("Acme Production");
  await page.getByRole("button", { name: "Begin the enrollment" }).click();
  await page.waitForURL(`**/enroll/${integration}/integration`);
}

/** On the page of a new enrollment: nothing that it takes is missing, and each condition can be looked at. */
export async function expectAllHolds(page: Page): Promise<void> {
  await page.getByText(/^All \d+ conditions hold$/).click();
  await expect(page.getByText("The AWS account is reached")).toBeVisible();
}

/** The seeded account that Teleport's own wizard enrolled: whoever is signed in may use it with this much. */
export async function adoptDevelopment(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Adopt: acme-development" }).click();
  await page.getByRole("textbox", { name: "Account name" }).last().fill("Acme Development");
  await page.getByRole("button", { name: "Adopt acme-development" }).click();
  await page.waitForURL("**/enroll/acme-development/integration");
}

export async function review(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Review changes" }).click();
}

/** Applies the plan that is shown, and waits until its run says `outcome`. */
export async function apply(page: Page, outcome = "finished"): Promise<void> {
  const from = page.url();
  await page.getByRole("button", { name: /^Apply/ }).click();
  await page.waitForURL((url) => url.href !== from && url.pathname.includes("/runs/"));
  await expectRunSays(page, outcome);
}

export async function expectRunSays(page: Page, outcome: string): Promise<void> {
  await expect(page.getByRole("main").getByText(outcome, { exact: true })).toBeVisible({
    timeout: runTimeoutMs,
  });
}

/** Finds each role by its name in the table of step 3, and chooses it. */
export async function chooseRoles(page: Page, roles: readonly string[]): Promise<void> {
  for (const role of roles) {
    await page.getByRole("searchbox").fill(role);
    await page.getByRole("checkbox", { name: new RegExp(role) }).check();
  }
}

/** From any page of an enrollment that was begun: does steps 1 and 2, and opens step 3, which can then be applied. */
export async function goOnToTrust(page: Page): Promise<void> {
  for (const step of ["Integration", "Permissions"] as const) {
    await openStep(page, step);
    await review(page);
    await apply(page);
  }
  await openStep(page, "Trust");
}

/** Signs in and does steps 1 and 2 of the production account: then step 3 can be applied. */
export async function enrollUpToTrust(page: Page, app: RunningApp): Promise<void> {
  await signIn(page, app);
  await beginProduction(page);
  await goOnToTrust(page);
}

/** Of the five thousand roles in step 3 more than a thousand, and the plan for them. */
export async function reviewThousandRoles(page: Page): Promise<void> {
  for (const name of ["team-00", "team-01", "team-020"]) {
    await page.getByRole("searchbox").fill(name);
    await page.waitForURL((url) => url.searchParams.get("q") === name);
    await page.getByRole("checkbox", { name: /^Choose all/ }).check();
  }
  await page.getByRole("button", { name: /^Review 1,\d{3} roles$/ }).click();
}
