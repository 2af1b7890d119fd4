import { describe, expect, test } from "vitest";
import { planScope } from "#lib/domain/enrollment/scope.ts";
import { unreadPlan } from "#lib/domain/enrollment/steps/unread.ts";
import { unseenByHand } from "#lib/resources/unseen-by-hand.ts";
import { runStubbed } from "../../support/enrollment/stubbed-shell.ts";
import { accountId, integrationRoleName, otherAccountId } from "../../support/observation/names.ts";
import { enrolled, unread, untouched } from "../../support/observation/observation.ts";

/* What the first two steps offer while the app can't work in the account. */

const account = accountId;
const nothingRead = { provider: unread(), integrationRole: unread(), scan: unread() };

function handOf(step: "integration" | "permissions", o = untouched(nothingRead)) {
  const changes = unreadPlan(o, step)?.changes ?? [];
  expect(changes).not.toEqual([]);
  return unseenByHand(planScope(o), step, changes);
}
const commands = (lines: readonly (readonly string[])[]) => lines.map((words) => words.slice(0, 2).join(" "));

describe("a step by hand in an account that the app can't read", () => {
  test.each(["integration", "permissions"] as const)(
    "change nothing for %s with credentials of another account",
    (step) => {
      const { status, stderr, lines } = runStubbed(handOf(step), { account: otherAccountId });
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
      "create integration-acme-production.yaml",
    ]);
    expect(first.file(`trust-${integrationRoleName}.json`)).toContain("sts:AssumeRoleWithWebIdentity");
    const adopted = runStubbed(handOf("integration", enrolled([], nothingRead)), { account });
    expect(commands(adopted.lines)).not.toContain("create integration-acme-production.yaml");
    expect(commands(runStubbed(handOf("permissions"), { account }).lines)).toEqual(["iam put-role-policy"]);
  });

  test.each([
    ["integration", "AccessDenied"],
    ["permissions", "AccessDenied"],
    ["permissions", "Throttling"],
  ] as const)("write nothing for %s where AWS answers the look with %s, and say so", (step, refused) => {
    const { status, stderr, lines } = runStubbed(handOf(step), { account, refused });
    expect([status, lines]).toEqual([1, []]);
    expect(stderr).toContain(`(${refused})`);
    expect(stderr).toContain("may be there already: AWS did not say. So it was not written");
  });

  test("leave alone what is there, and name it", () => {
    const { status, stderr, lines } = runStubbed(handOf("integration"), { account, found: "{}" });
    expect([status, commands(lines)]).toEqual([0, ["create integration-acme-production.yaml"]]);
    expect(stderr).toContain(`The role ${integrationRoleName} exists already: it was left as it is.`);
    const policy = runStubbed(handOf("permissions"), { account, found: "{}" });
    expect([policy.status, policy.lines]).toEqual([0, []]);
    expect(policy.stderr).toContain(`A policy AWSAppAccess of ${integrationRoleName} exists already`);
  });
});
