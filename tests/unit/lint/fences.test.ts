import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";

// Each planted file breaks one fence; the clean one breaks none. A fence that no longer bites fails here.
const planted: Record<string, { text: string; rule: string | null }> = {
  "lib/domain/clean.ts": { text: "export const one = 1;\n", rule: null },
  "lib/domain/steps/app/part.ts": { text: "export const part = 1;\n", rule: null },
  // A folder of the domain may be called app: only the one at the root holds routes.
  "lib/domain/clean-folder-name.ts": {
    text: 'export { part } from "./steps/app/part.ts";\n',
    rule: null,
  },
  "lib/domain/bad-layer.ts": {
    text: 'import { x } from "#lib/aws/x.ts";\nexport const y = x;\n',
    rule: "boundaries(dependencies)",
  },
  "lib/domain/bad-node.ts": {
    text: 'import { readFileSync } from "node:fs";\nexport const y = readFileSync;\n',
    rule: "eslint(no-restricted-imports)",
  },
  "lib/domain/bad-clock.ts": {
    text: "export const y = new Date();\n",
    rule: "eslint(no-restricted-globals)",
  },
  "lib/domain/bad-environment.ts": {
    text: "export const y = process.env;\n",
    rule: "eslint(no-restricted-globals)",
  },
  "lib/aws/x.ts": { text: "export const x = 1;\n", rule: null },
  "lib/aws/bad-environment.ts": {
    text: "export const y = process.env;\n",
    rule: "eslint(no-restricted-globals)",
  },
  "lib/teleport/bad-sandbox.ts": {
    text: 'export * from "#lib/sandbox/main.ts";\n',
    rule: "boundaries(dependencies)",
  },
  "lib/sandbox/main.ts": { text: "export const x = 1;\n", rule: null },
  "lib/sandbox/bad-import.ts": {
    text: 'export { x } from "#lib/aws/x.ts";\n',
    rule: "boundaries(dependencies)",
  },
  "app/bad-vendor.ts": {
    text: 'import { x } from "#lib/aws/x.ts";\nexport const y = x;\n',
    rule: "boundaries(dependencies)",
  },
  "app/bad-dynamic.ts": {
    text: 'export const y = async () => await import("#lib/aws/x.ts");\n',
    rule: "boundaries(dependencies)",
  },
  "components/bad-server.ts": {
    text: 'import { x } from "#lib/server/x.ts";\nexport const y = x;\n',
    rule: "boundaries(dependencies)",
  },
  "lib/server/x.ts": { text: "export const x = 1;\n", rule: null },
  "lib/unlisted/new.ts": {
    text: 'import { x } from "#lib/aws/x.ts";\nexport const y = x;\n',
    rule: "boundaries(dependencies)",
  },
  "app/bad-action.ts": {
    text: '"use server";\nexport async function open() {}\n',
    rule: "house(guarded-server-action)",
  },
  "app/bad-action-list.ts": {
    text: '"use server";\nconst a = async () => {};\nexport { a };\n',
    rule: "house(guarded-server-action)",
  },
  "app/bad-action-star.ts": {
    text: '"use server";\nexport * from "./bad-action-list.ts";\n',
    rule: "house(guarded-server-action)",
  },
  "app/bad-inline-action.ts": {
    text: 'export async function a() {\n  "use server";\n}\n',
    rule: "house(guarded-server-action)",
  },
  "app/good-action.ts": {
    text: '"use server";\nimport { dataAction } from "#lib/server/x2.ts";\nexport const a = dataAction();\n',
    rule: null,
  },
  "lib/server/x2.ts": { text: "export const dataAction = () => async () => {};\n", rule: null },
  "tests/e2e/bad-unwatched.spec.ts": {
    text: 'import { test } from "@playwright/test";\nexport const y = test;\n',
    rule: "eslint(no-restricted-imports)",
  },
  "tests/e2e/clean.spec.ts": {
    text: 'import { expect } from "@playwright/test";\nexport const y = expect;\n',
    rule: null,
  },
  "lib/server/bad-suppression.ts": {
    text: "// oxlint-disable-next-line no-console\nexport const x = 1;\n",
    rule: "house(explained-suppression)",
  },
};

const report = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });
const root = resolve(import.meta.dirname, "../../..");
let sample: string;
let found: { code: string; filename: string }[];

beforeAll(async () => {
  sample = mkdtempSync(join(tmpdir(), "fences-"));
  for (const file of [".oxlintrc.json", "tsconfig.json", "package.json"])
    cpSync(join(root, file), join(sample, file));
  mkdirSync(join(sample, "tests", "lint"), { recursive: true });
  cpSync(join(root, "tests/lint/plugin.mjs"), join(sample, "tests/lint/plugin.mjs"));
  symlinkSync(join(root, "node_modules"), join(sample, "node_modules"));
  for (const [path, { text }] of Object.entries(planted)) {
    mkdirSync(dirname(join(sample, path)), { recursive: true });
    writeFileSync(join(sample, path), text);
  }
  const oxlint = join(root, "node_modules", "oxlint", "bin", "oxlint");
  const output = await new Promise<string>((done) => {
    execFile(
      process.execPath,
      [oxlint, "--format=json", "app", "components", "lib", "tests"],
      { cwd: sample },
      (_error, stdout) => done(stdout),
    );
  });
  found = report.parse(JSON.parse(output)).diagnostics;
}, 60_000);

afterAll(() => rmSync(sample, { recursive: true }));

const cases = Object.entries(planted).map(([path, { rule }]) => ({ path, rule }));

it.each(cases.filter(({ rule }) => rule !== null))("$rule bites on $path", ({ path, rule }) => {
  expect(found.filter(({ filename }) => filename.endsWith(path)).map(({ code }) => code)).toContain(rule);
});

it.each(cases.filter(({ rule }) => rule === null))("no fence stands in the way of $path", ({ path }) => {
  expect(found.filter(({ filename }) => filename.endsWith(path))).toEqual([]);
});
