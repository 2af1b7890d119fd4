import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { takesAway } from "#lib/domain/enrollment/goes-on.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import type { TakesAwayView } from "#lib/domain/enrollment/views.ts";
import { runStubbed } from "../../../support/enrollment/stubbed-shell.ts";
import { document, trustsEc2, trustsRole } from "../../../support/observation/aws.ts";
import { accountId, integrationRoleArn, otherAccountId } from "../../../support/observation/names.ts";
import { runOfChanges } from "../../../support/observation/runs.ts";

const at = "2026-11-22T10:00:00Z";
const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/team/${name}`;
const { plan } = runOfChanges([]);

/** The words that a command gets, where `program` stands for the real one. */
function wordsOf(program: string, line: string): string[] {
  const { stdout, status, stderr } = spawnSync("sh", [
    "-c",
    `${program}() { printf '%s\\0' "$@"; }\n${line}`,
  ]);
  expect([status, stderr.toString()]).toEqual([0, ""]);
  return stdout.toString().split("\0").slice(0, -1);
}

function runScript(view: TakesAwayView | null, index: number, account: string) {
  const { fileName = "", content = "" } = view?.revocation.scripts[index] ?? {};
  return runStubbed({ summary: "", parts: [{ format: "shell", title: "", fileName, content }] }, { account });
}

describe("what goes on after access was taken away", () => {
  test("sessions in Teleport: a lock for each person, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (user) => {
        fc.pre(!user.includes("\0"));
        const view = takesAway({ ...plan, losses: [{ user, roleArns: [roleArn("Developer")] }] }, at);
        const words = wordsOf("tctl", view?.locks[0]?.line ?? "");
        expect(words).toEqual([
          "lock",
          `--user=${user}`,
          expect.stringMatching(/^--message=.+/),
          "--ttl=12h",
        ]);
      }),
      { numRuns: 40 },
    );
  });

  test("sessions in AWS: AWS's statement against all that began before, with the time of the script's run", () => {
    const view = takesAway(
      { ...plan, losses: [{ user: "alice", roleArns: [roleArn("Dev=@,.+eloper")] }] },
      at,
    );
    expect(JSON.parse(view?.revocation.document ?? "")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Deny",
          Action: ["*"],
          Resource: ["*"],
          Condition: { DateLessThan: { "aws:TokenIssueTime": at } },
        },
      ],
    });
    const began = Date.now();
    const { status, lines } = runScript(view, 0, accountId);
    expect(status).toBe(0);
    const [words = []] = lines;
    expect(words.slice(0, -1)).toEqual([
      "iam",
      "put-role-policy",
      "--role-name",
      "Dev=@,.+eloper",
      "--policy-name",
      "AWSRevokeOlderSessions",
      "--policy-document",
    ]);
    const written = JSON.parse(words.at(-1) ?? "") as {
      Statement: { Condition: { DateLessThan: { "aws:TokenIssueTime": string } } }[];
    };
    const before = Date.parse(written.Statement[0]?.Condition.DateLessThan["aws:TokenIssueTime"] ?? "");
    // The shell's clock knows seconds.
    expect(before).toBeGreaterThanOrEqual(began - 1_000);
    expect(before).toBeLessThanOrEqual(Date.now());
  });

  test("credentials of another account end nobody's sessions", () => {
    const view = takesAway({ ...plan, losses: [{ user: "alice", roleArns: [roleArn("Developer")] }] }, at);
    const { status, stderr, lines } = runScript(view, 0, otherAccountId);
    expect([status, lines]).toEqual([1, []]);
    expect(stderr).toContain(`belong to account ${otherAccountId}, not to ${accountId}`);
  });

  test("roles of another account have a script of their own, which asks for that account", () => {
    const elsewhere = `arn:aws:iam::${otherAccountId}:role/Developer`;
    const roleArns = [roleArn("Auditor"), roleArn("Developer"), elsewhere];
    const view = takesAway({ ...plan, losses: [{ user: "alice", roleArns }] }, at);
    const written = [accountId, otherAccountId].map((account, script) =>
      runScript(view, script, account).lines.map((words) => words[3]),
    );
    expect(written).toEqual([["Auditor", "Developer"], ["Developer"]]);
    expect(view?.revocation.scripts.map(({ roles }) => roles.map(({ arn }) => arn))).toEqual([
      roleArns.slice(0, 2),
      [elsewhere],
    ]);
  });

  test("a trust policy that loses a statement concerns its role, whoever used it; the integration role's does not", () => {
    const change = (id: string): AnyChange => ({
      key: id,
      resource: { kind: "aws/role-trust", id },
      before: { document: document(trustsEc2, trustsRole(integrationRoleArn)) },
      after: { document: document(trustsEc2) },
      why: "",
      needs: [],
    });
    const view = takesAway(
      { ...plan, changes: [change(roleArn("Developer")), change(integrationRoleArn)] },
      at,
    );
    expect(view?.revocation.scripts.flatMap(({ roles }) => roles.map(({ name }) => name))).toEqual([
      "Developer",
    ]);
    expect(view?.locks).toEqual([]);
  });

  test("a plan that only adds says nothing", () => {
    const change: AnyChange = {
      key: "trust",
      resource: { kind: "aws/role-trust", id: roleArn("Developer") },
      before: { document: document(trustsEc2) },
      after: { document: document(trustsEc2, trustsRole(integrationRoleArn)) },
      why: "",
      needs: [],
    };
    expect(takesAway({ ...plan, changes: [change] }, at)).toBeNull();
  });
});
