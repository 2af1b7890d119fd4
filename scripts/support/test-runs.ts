import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { z } from "zod";
import { browserReport, timesOfFiles, triedAgain } from "./browser-report.ts";
import { findBrowser } from "./browser.ts";
import { run } from "./child.ts";
import { inRoot, root, tool } from "./paths.ts";

export interface TestResult {
  passed: number;
  failed: number;
  skipped: number;
  notes: string[];
  /** What each file took, in as far as its report says so. */
  files?: { file: string; durationMs: number }[];
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
  success: z.boolean(),
  // How long it took is no reason to count nothing.
  testResults: z.array(z.object({ name: z.string(), startTime: z.number(), endTime: z.number() })).catch([]),
});

function reportFile(name: string): string {
  mkdirSync(inRoot(".reports"), { recursive: true });
  const file = inRoot(".reports", `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

function notStarted(name: string): TestResult {
  return {
    passed: 0,
    failed: 1,
    skipped: 0,
    notes: [`The ${name} tests left no report: they could not start.`],
  };
}

function readReport<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // No report, or one that can't be read, counts as a failed stage.
    return null;
  }
}

export async function runVitest(
  projects: readonly string[],
  args: readonly string[] = [],
): Promise<TestResult> {
  const file = reportFile("vitest");
  const code = await run(
    process.execPath,
    [
      tool("vitest"),
      "run",
      ...projects.flatMap((project) => ["--project", project]),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
      ...args,
    ],
    { cwd: root, env: { ...process.env, NODE_ENV: "test" } },
  );
  const report = readReport(file, vitestReport);
  if (!report) return notStarted("vitest");
  // A file that could not be loaded has no tests in it, and an error outside of a test only shows in the exit code.
  const failed = Math.max(report.numFailedTests, code === 0 && report.success ? 0 : 1);
  const files = report.testResults.map(({ name, startTime, endTime }) => ({
    file: relative(root, name),
    durationMs: endTime - startTime,
  }));
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests, notes: [], files };
}

export async function runBrowserTests(args: readonly string[]): Promise<TestResult> {
  const browser = await findBrowser();
  if (!browser.ok) {
    // CI skips nothing: there, a missing browser is a failure.
    return process.env.CI
      ? { passed: 0, failed: 1, skipped: 0, notes: [browser.why] }
      : { passed: 0, failed: 0, skipped: 1, notes: [`Browser tests skipped: ${browser.why}`] };
  }
  const file = reportFile("playwright");
  const code = await run(process.execPath, [tool("playwright"), "test", ...args], {
    cwd: root,
    env: { ...process.env, BROWSER_PATH: browser.path ?? "", PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  const report = readReport(file, browserReport);
  if (!report) return notStarted("browser");
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + report.errors.length;
  return {
    passed: expected + flaky,
    failed: Math.max(failed, code === 0 ? 0 : 1),
    skipped,
    notes: triedAgain(report.suites),
    files: timesOfFiles(report.suites),
  };
}

/** `N passed, N failed`, the last line of every test run. */
export function closingLine(results: readonly TestResult[]): { line: string; ok: boolean } {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) {
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped;
    for (const note of result.notes) console.log(note);
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  return { line: `${total.passed} passed, ${total.failed} failed${skipped}`, ok: total.failed === 0 };
}
