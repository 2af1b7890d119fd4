import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { ByHand } from "#lib/domain/enrollment/by-hand.ts";

interface Stubbed {
  status: number | null;
  stderr: string;
  /** The words of each command that was called, but for questions. */
  lines: readonly (readonly string[])[];
  file(name: string): string;
}

interface StubOptions {
  /** Of the credentials. */
  account: string;
  /** What `aws iam get-…` answers; null: that there is none. */
  found?: string | null;
  /** What `aws iam list-…-tags` answers: key, tab, value. */
  tags?: string;
  /** The error code with which each look fails, in AWS and in Teleport. */
  refused?: string;
  /** A program that is not installed. */
  missing?: "aws" | "tctl" | "jq";
}

export const scriptOf = (byHand: ByHand) =>
  byHand.parts.find(({ format }) => format === "shell")?.content ?? "";

/** What any shell finds, and the scripts count on. */
const common = ["sh", "cat", "awk", "cmp"] as const;

function whereIs(program: string): string {
  return spawnSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).stdout.trim();
}

/**
 * Runs the script with stand-ins for aws, tctl and jq that write down how they were called: in the world of the plan, in
 * which jq finds each document as it was read.
 */
export function runStubbed(
  byHand: ByHand,
  { account, found = null, tags = "", refused, missing }: StubOptions,
): Stubbed {
  const folder = mkdtempSync(join(tmpdir(), "aws-access-hand-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const calls = join(folder, "calls");
  const record = `for word in "$@"; do printf '%s\\037' "$word" >> '${calls}'; done; printf '\\036' >> '${calls}'`;
  const error = (code: string) =>
    `echo "An error occurred (${code}) when calling the operation: stand-in" >&2; exit 254`;
  const answer = found === null ? error(refused ?? "NoSuchEntity") : `printf '%s' '${found}'`;
  const stubs = {
    aws: `case "$1 $2" in
"sts get-caller-identity") echo ${account};;
"iam get-"*) ${answer};;
"iam list-"*) ${refused === undefined ? `printf '%s\\n' '${tags}'` : error(refused)};;
*) ${record};;
esac`,
    tctl: `if [ "$1" = get ]; then ${refused === undefined ? "echo '[]'" : error(refused)}; else ${record}; fi`,
    jq: `if [ "$1" = --raw-output ]; then echo as-read; else printf '%s' "$*"; fi`,
  };
  for (const [name, body] of Object.entries(stubs)) {
    if (name === missing) continue;
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  if (missing !== undefined) for (const program of common) symlinkSync(whereIs(program), join(bin, program));
  const path = missing === undefined ? `${bin}:${process.env["PATH"] ?? ""}` : bin;
  const script = join(folder, "script.sh");
  writeFileSync(script, scriptOf(byHand));
  const result = spawnSync("sh", [script], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PATH: path },
  });
  const text = existsSync(calls) ? readFileSync(calls, "utf8") : "";
  const lines = text
    .split("\u001E")
    .slice(0, -1)
    .map((line) => line.split("\u001F").slice(0, -1));
  return {
    status: result.status,
    stderr: result.stderr,
    lines,
    file: (name: string) => readFileSync(join(folder, name), "utf8"),
  };
}
