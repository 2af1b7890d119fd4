import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RoleVerdict } from "#lib/domain/aws/role-verdict.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { Check } from "#lib/domain/enrollment/check.ts";
import { launchStepView } from "#lib/domain/enrollment/steps/launch/view.ts";
import { roleDetailView } from "#lib/domain/enrollment/steps/trust/role-detail.ts";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import { accountIn } from "../../support/accounts/account.ts";
import { judged } from "../../support/accounts/judged.ts";
import { observed } from "../../support/accounts/observed.ts";
import { heldAndRead } from "../../support/accounts/read-account.ts";
import { seeds } from "../../support/accounts/seeds.ts";
import { shownRole } from "../../support/accounts/shown-role.ts";
import { anyUnread, readWithout, roleWithout } from "../../support/accounts/unread.ts";

const lightOf: Readonly<Record<RoleVerdict["state"], Check["verdict"]>> = {
  ready: "ok",
  "ready-if": "ok",
  "ready-not-per-guide": "warn",
  fails: "bad",
  unknown: "unknown",
};

const verdictCheck = (checks: readonly Check[]) => checks.find(({ id }) => id === "verdict");

/** Every place on the pages of steps 3 and 6 that says whether people can launch the role. */
function shownOf(o: ReturnType<typeof observed>, { arn }: AwsRole) {
  const detail = roleDetailView(o, arn);
  const tile = launchStepView(o).tiles.find(({ roleArn }) => roleArn === arn);
  return {
    row: trustStepView(o).rows.find((row) => row.arn === arn)?.state,
    light: verdictCheck(detail?.checks ?? [])?.verdict,
    words: verdictCheck(detail?.checks ?? [])?.evidence,
    asked: detail?.conditions.map(({ words }) => words),
    tile: tile?.state,
    says: tile?.says,
    tileLight: verdictCheck(tile?.checks ?? [])?.verdict,
    canBeOpened: tile?.consoleUrl !== null,
  };
}

describe.each(seeds)("with %s", (_name, seed) => {
  it("the pages say of each role what its verdict says, unknown where that is unknown", () => {
    let unknowns = 0;
    fc.assert(
      fc.property(accountIn("anything", { min: 1, max: 4 }), anyUnread, (account, unread) => {
        const { held, read } = heldAndRead(account);
        const partly = readWithout(read, unread);
        const roles = held.targets
          .filter(({ accountId }) => accountId === read.accountId)
          .map((target) => roleWithout(shownRole(held.view, target), unread));
        const o = observed(partly, roles);
        for (const role of roles) {
          const verdict = judged(partly, role);
          if (verdict.state === "unknown") unknowns += 1;
          const cause = verdict.cause?.words ?? "";
          expect(shownOf(o, role)).toEqual({
            row: verdict.state,
            light: lightOf[verdict.state],
            words: expect.stringContaining(cause),
            asked: verdict.conditions.map(({ words }) => words),
            tile: verdict.state,
            says: expect.stringContaining(cause),
            tileLight: lightOf[verdict.state],
            canBeOpened: verdict.state !== "fails",
          });
        }
      }),
      { seed, numRuns: 300 },
    );
    expect(unknowns).toBeGreaterThan(100);
  });
});
