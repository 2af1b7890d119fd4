import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import { unseenByHand } from "#lib/resources/unseen-by-hand.ts";
import { runStubbed, scriptOf } from "../../support/enrollment/stubbed-shell.ts";
import { awsIdentity } from "../../support/observation/aws.ts";
import { accountId, integrationRoleName, otherAccountId } from "../../support/observation/names.ts";
import { enrolled, seen, unread, untouched } from "../../support/observation/observation.ts";

/* What the first three steps offer while the app can't work in the account. */

const account = accountId;
const nothingRead = { provider: unread(), integrationRole: unread(), scan: unread() };
const otherAccount = { aws: seen(awsIdentity({ accountId: otherAccountId })) };

function handOf(step: StepId, o: Observation = untouched(nothingRead)) {
  const byHand = unseenByHand(o, step);
  if (!byHand) throw new Error(`${step} has nothing by hand`);
  return byHand;
}
const commands = (lines: readonly (readonly string[])[]) => lines.map((words) => words.slice(0, 2).join(" "));

describe("an account that the app can't read", () => {
  test.each([
    ["of which nothing can be read", nothingRead],
    ["for which there are no credentials", { aws: unread("aws-credentials-missing"), ...nothingRead }],
    ["to which the credentials don't belong", otherAccount],
  ])("%s keeps the first three steps by hand", (_what, over) => {
    for (const step of ["integration", "permissions", "trust"] as const) {
      expect(unseenByHand(untouched(over), step)?.parts[0]?.fileName).toBe(`acme-production-${step}.sh`);
    }
  });

  test("has no such scripts where it can be read, or where the cluster is not known", () => {
    expect(unseenByHand(untouched(), "integration")).toBeNull();
    const cluster = unread("teleport-unreachable");
    expect(unseenByHand(untouched({ ...nothingRead, cluster }), "integration")).toBeNull();
    expect(unseenByHand(untouched({ ...nothingRead, draft: null }), "trust")).toBeNull();
  });
});

describe("its scripts", () => {
  test.each(["integration", "permissions", "trust"] as const)(
    "change nothing for %s with credentials of another account",
    (step) => {
      const { status, stderr, lines } = runStubbed(handOf(step), {
        account: otherAccountId,
        args: ["Developer"],
      });
      expect([status, lines]).toEqual([1, []]);
      expect(stderr).toContain(`belong to account ${otherAccountId}, not to ${accountId}`);
    },
  );

  test("make what is missing, Teleport's part only where Teleport lacks it", () => {
    const first = runStubbed(handOf("integration"), { account });
    expect(commands(first.lines)).toEqual([
      "iam create-open-id-connect-provider",
      "iam create-role",
      "iam wait",
      "create -f",
    ]);
    expect(first.file(`trust-${integrationRoleName}.json`)).toContain("sts:AssumeRoleWithWebIdentity");
    const adopted = runStubbed(handOf("integration", enrolled([], nothingRead)), { account });
    expect(commands(adopted.lines)).not.toContain("create -f");
    expect(commands(runStubbed(handOf("permissions"), { account }).lines)).toEqual(["iam put-role-policy"]);
  });

  test("leave alone what is there, and name it", () => {
    const { status, stderr, lines } = runStubbed(handOf("integration"), { account, found: "{}" });
    expect([status, commands(lines)]).toEqual([0, ["create -f"]]);
    expect(stderr).toContain(`The role ${integrationRoleName} exists already: it was left as it is.`);
    const policy = runStubbed(handOf("permissions"), { account, found: "{}" });
    expect([policy.status, policy.lines]).toEqual([0, []]);
    expect(policy.stderr).toContain(`A policy AWSAppAccess of ${integrationRoleName} exists already`);
  });

  test("ask for the names of target roles, and never take the integration role for one", () => {
    const trust = handOf("trust");
    expect(runStubbed(trust, { account }).stderr).toContain("Name the roles that people may assume");
    const own = runStubbed(trust, { account, args: [integrationRoleName], found: "{}" });
    expect([own.status, own.lines]).toEqual([1, []]);
    const two = runStubbed(trust, { account, args: ["Developer", "Auditor"], found: "{}" });
    expect(commands(two.lines)).toEqual([
      "iam tag-role",
      "iam update-assume-role-policy",
      "iam tag-role",
      "iam update-assume-role-policy",
    ]);
    expect(two.file("trust-Auditor-before.json")).toBe("{}");
    expect(scriptOf(trust)).toContain("TeleportIntegration");
  });
});
