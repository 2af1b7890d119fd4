import { defineConfig } from "vitest/config";

// One worker per half of the machine: suites start real servers and must not starve each other.
export default defineConfig({
  test: {
    maxWorkers: 2,
    setupFiles: ["tests/support/quiet-console.ts", "tests/support/fixed-seed.ts"],
    projects: [
      {
        extends: true,
        ssr: { resolve: { conditions: ["react-server"] } },
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.ts"],
          environment: "node",
          // Properties run hundreds of cases, some through a shell: a busy machine needs its time.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        ssr: { resolve: { conditions: ["react-server"] } },
        test: {
          name: "contract",
          include: ["tests/contract/**/*.test.ts"],
          environment: "node",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        ssr: { resolve: { conditions: ["react-server"] } },
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          environment: "node",
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
