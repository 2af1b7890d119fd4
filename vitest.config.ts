import { defineConfig, type TestProjectConfiguration } from "vitest/config";

/** Files of a project that is not isolated share a process, and each module is read and run once for all of them. */
function project(
  name: string,
  {
    include,
    exclude = [],
    isolate,
    timeoutMs,
  }: { include: string; exclude?: string[]; isolate: boolean; timeoutMs: number },
): TestProjectConfiguration {
  return {
    extends: true,
    ssr: { resolve: { conditions: ["react-server"] } },
    test: {
      name,
      include: [include],
      exclude,
      environment: "node",
      isolate,
      testTimeout: timeoutMs,
      hookTimeout: timeoutMs,
    },
  };
}

// One worker per half of the machine: suites start real servers and must not starve each other.
export default defineConfig({
  test: {
    maxWorkers: 2,
    setupFiles: ["tests/support/quiet-console.ts", "tests/support/fixed-seed.ts"],
    projects: [
      // Properties run hundreds of cases, some through a shell: a busy machine needs its time.
      project("unit", { include: "tests/unit/**/*.test.ts", isolate: false, timeoutMs: 60_000 }),
      project("contract", { include: "tests/contract/**/*.test.ts", isolate: false, timeoutMs: 60_000 }),
      project("integration", {
        include: "tests/integration/**/*.test.ts",
        exclude: ["tests/integration/server/**"],
        isolate: false,
        timeoutMs: 300_000,
      }),
      // The server's parts are there once in a process, with the configuration that they find first.
      project("server", {
        include: "tests/integration/server/**/*.test.ts",
        isolate: true,
        timeoutMs: 300_000,
      }),
    ],
  },
});
