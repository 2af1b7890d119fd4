import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { samePolicy } from "#lib/domain/aws/policy-document.ts";
import { policyProgram, policyState } from "#lib/domain/text/policy-guard.ts";
import { document, asIamStores } from "../aws/wild-policy.ts";

interface Triple {
  before: string;
  after: string;
  now: string;
}

// jq is optional: where it is missing there is no such test, rather than a skipped one.
const jq = "jq";
const installed = [jq].filter((program) => spawnSync(program, ["--version"]).status === 0);

/** One jq for all of them. */
function statesOf(triples: readonly Triple[]): readonly string[] {
  const { stdout, stderr } = spawnSync(jq, ["--raw-output", `.[] | ${policyProgram}`], {
    input: `[${triples.map(({ before, after, now }) => `[${before},${after},${now}]`).join(",")}]`,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.split("\n").slice(0, -1);
}

const expected = ({ before, after, now }: Triple) =>
  samePolicy(now, before) ? "as-read" : samePolicy(now, after) ? "as-planned" : "moved";

describe.each(installed)("what a script finds, by %s", () => {
  test("is what the app would find, whatever AWS made of the documents on storage", () => {
    const triple = fc
      .tuple(document, document, document, fc.nat(2), fc.nat())
      .map(([before, after, other, which, order]): Triple => {
        const stored = [before, after, other][which] ?? before;
        return { before, after, now: asIamStores(stored, order) };
      });
    const triples = fc.sample(triple, 300);
    const states = statesOf(triples);
    expect(states).toEqual(triples.map(expected));
    expect(new Set(states)).toEqual(new Set(["as-read", "as-planned", "moved"]));
  });

  test("tells documents apart that differ in one word, or in where it stands", () => {
    const allow = (statement: object) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
    const base = {
      Principal: { AWS: ["123456789012", "arn:aws:iam::123456789012:role/a"] },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    };
    const others = [
      { ...base, Sid: "A" },
      { ...base, Effect: "Deny" },
      { ...base, Principal: { AWS: ["arn:aws:iam::123456789012:role/a"] } },
      { ...base, Principal: { Service: base.Principal.AWS } },
      { ...base, Action: ["sts:AssumeRole"] },
      { ...base, Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } },
      { ...base, Condition: { BoolIfExists: base.Condition.Bool } },
    ];
    const triples = others.map((other) => ({ before: allow(base), after: "{}", now: allow(other) }));
    expect(statesOf(triples)).toEqual(others.map(() => "moved"));
  });

  test("is nothing known where AWS answered nothing", () => {
    const folder = mkdtempSync(join(tmpdir(), "aws-access-guard-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const name of ["before", "after"]) writeFileSync(join(folder, name), "{}");
    writeFileSync(join(folder, "now"), "");
    const input = `${policyState}policy_state before after now\n`;
    const { stdout } = spawnSync("sh", { cwd: folder, input, encoding: "utf8" });
    expect(stdout).toBe("moved\n");
  });
});
