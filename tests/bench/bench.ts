import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "../../scripts/support/browser.ts";
import { startApp, type RunningApp } from "../support/e2e/running-app.ts";
import { signIn } from "../support/e2e/test.ts";
import { beginProduction, goOnToTrust, openStep, reviewThousandRoles } from "../support/e2e/wizard.ts";
import { benchEngine } from "./engine.ts";
import { appPid, memoryOf } from "./memory.ts";
import { benchPortal, benchTrust, benchWeight } from "./pages.ts";
import { judged, table, type Row } from "./table.ts";

const roleCount = 5000;
const memoryGoalMb = 400;
const runTimeoutMs = 900_000;

/** Frames come as fast as they can be made, not when the display would want them: what is timed is work. */
const browserArguments = ["--no-sandbox", "--disable-gpu-vsync", "--disable-frame-rate-limit"];

async function openPage(): Promise<Page> {
  const browser = await findBrowser();
  if (!browser.ok) throw new Error(browser.why);
  const launched = await chromium.launch({
    args: browserArguments,
    ...(browser.path === null ? {} : { executablePath: browser.path }),
  });
  return await launched.newPage({ viewport: { width: 1440, height: 900 } });
}

/** Steps 1 and 2, a plan for a thousand roles and its run, as an admin does it; the app's memory after each. */
async function enrollThousand(page: Page, app: RunningApp): Promise<Row[]> {
  const pid = appPid(app.pid);
  const rows: Row[] = [];
  const note = (what: string) => {
    const { nowMb, peakMb } = memoryOf(pid);
    const peak = peakMb === null ? "" : `, at most ${peakMb.toFixed(0)} MB`;
    rows.push({
      what: `memory after ${what}`,
      value: `${nowMb.toFixed(0)} MB${peak}`,
      goal: judged(peakMb ?? nowMb, memoryGoalMb, "MB"),
    });
  };
  note("the start");
  await signIn(page, app);
  await beginProduction(page);
  await openStep(page, "Trust");
  await page.getByRole("searchbox").waitFor();
  note("the scan");
  await goOnToTrust(page);
  await reviewThousandRoles(page);
  const applyButton = page.getByRole("button", { name: /^Apply/ });
  await applyButton.waitFor();
  note("the plan");
  const began = performance.now();
  await applyButton.click();
  await page.getByRole("main").getByText("finished", { exact: true }).waitFor({ timeout: runTimeoutMs });
  rows.push({
    what: "the run over these roles",
    value: `${((performance.now() - began) / 1000).toFixed(0)} s`,
  });
  note("the run");
  return rows;
}

/** Prints what size costs. Nothing is asserted: times of a busy machine prove nothing. */
export async function bench(): Promise<void> {
  const app = await startApp({ SANDBOX_ROLES: String(roleCount), GALLERY: "1" });
  for (const [name, value] of Object.entries(app.sandbox))
    if (name.startsWith("AWS_")) process.env[name] = value;
  const page = await openPage();
  try {
    const print = (title: string, rows: readonly Row[]) => console.log(table(title, rows));
    print("Memory of the app, 5,000 roles", await enrollThousand(page, app));
    print("Step 3, 5,000 roles", [...(await benchWeight(page, app)), ...(await benchTrust(page, app))]);
    print("Portal, 700 accounts and 2,000 roles", await benchPortal(page, app));
    print("Against a direct use of the AWS SDK", await benchEngine(app));
  } finally {
    await page.context().browser()?.close();
    await app.stop();
  }
}
