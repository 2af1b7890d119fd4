import { z } from "zod";

interface BrowserSuite {
  specs: readonly {
    file: string;
    title: string;
    tests: readonly { status: string; results: readonly { duration: number }[] }[];
  }[];
  suites?: readonly BrowserSuite[] | undefined;
}

const browserSuite: z.ZodType<BrowserSuite> = z.object({
  specs: z.array(
    z.object({
      file: z.string(),
      title: z.string(),
      tests: z.array(z.object({ status: z.string(), results: z.array(z.object({ duration: z.number() })) })),
    }),
  ),
  get suites() {
    return z.array(browserSuite).optional();
  },
});

/** What Playwright's JSON reporter leaves, in as far as it is counted. */
export const browserReport = z.object({
  suites: z.array(browserSuite).catch([]),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

type Specs = BrowserSuite["specs"];

function specsOf(suites: readonly BrowserSuite[]): Specs {
  return suites.flatMap(({ specs, suites: inner = [] }) => [...specs, ...specsOf(inner)]);
}

/** Of all tests of each file: several of them may have run side by side. */
export function timesOfFiles(suites: readonly BrowserSuite[]): { file: string; durationMs: number }[] {
  const sums = new Map<string, number>();
  for (const { file, tests } of specsOf(suites)) {
    const results = tests.flatMap((one) => one.results);
    const durationMs = results.reduce((sum, { duration }) => sum + duration, 0);
    sums.set(file, (sums.get(file) ?? 0) + durationMs);
  }
  return [...sums].map(([file, durationMs]) => ({ file, durationMs }));
}

/** A line for each test that failed and passed when it was tried again: to be looked into, and never unsaid. */
export function triedAgain(suites: readonly BrowserSuite[]): string[] {
  return specsOf(suites)
    .filter(({ tests }) => tests.some(({ status }) => status === "flaky"))
    .map(({ file, title }) => `Passed only when tried again: ${file}: ${title}`);
}
