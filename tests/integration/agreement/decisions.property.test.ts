import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RoleVerdict } from "#lib/domain/aws/role-verdict.ts";
import { roleArn } from "#lib/sandbox/aws/store/directory.ts";
import type { Role } from "#lib/sandbox/aws/store/model.ts";
import { isAsAccepted } from "../../support/accounts/acceptance.ts";
import { accountIn } from "../../support/accounts/account.ts";
import { launchIn } from "../../support/accounts/decision.ts";
import type { HeldAccount } from "../../support/accounts/held-account.ts";
import { judged, promised, type WholeAccount } from "../../support/accounts/judged.ts";
import { heldAndRead } from "../../support/accounts/read-account.ts";
import { seeds } from "../../support/accounts/seeds.ts";
import { shownRole } from "../../support/accounts/shown-role.ts";
import { Tally } from "../../support/accounts/tally.ts";
import { anyUnread, readWithout, roleWithout } from "../../support/accounts/unread.ts";
import { anyWorld, type World } from "../../support/accounts/world.ts";

const targets = { min: 1, max: 6 };
const anyAccount = accountIn("anything", targets);
const worlds = fc.array(anyWorld, { minLength: 2, maxLength: 4 });
const numRuns = 600;

/** In one line what was promised and what came, so that a counterexample reads by itself. */
function told(target: Role, verdict: RoleVerdict, isAllowed: boolean): string {
  const said = verdict.cause ? `${verdict.state} (${verdict.cause.code})` : verdict.state;
  return `${roleArn(target)} is ${said}: AWS ${isAllowed ? "lets it in" : "refuses"}`;
}

function expectKept(all: readonly World[], held: HeldAccount, target: Role, of: Promised): void {
  const { verdict, externalId } = of;
  const promise = promised(verdict);
  if (promise === null) return;
  for (const world of all) {
    const { allowed } = launchIn(world, held, target, externalId);
    expect(told(target, verdict, allowed)).toBe(told(target, verdict, promise));
  }
}

type Promised = { verdict: RoleVerdict } & Pick<WholeAccount, "externalId">;

describe.each(seeds)("with %s, the sandbox decides as the verdict says", (_name, seed) => {
  it("in any account, in every world that nobody can foresee", () => {
    const tally = new Tally();
    fc.assert(
      fc.property(anyAccount, worlds, (account, all) => {
        const { held, read } = heldAndRead(account);
        for (const target of held.targets) {
          const verdict = judged(read, shownRole(held.view, target));
          tally.add(verdict);
          expectKept(all, held, target, { ...read, verdict });
        }
      }),
      { seed, numRuns },
    );
    expect(tally.share("opens")).toBeGreaterThan(0.2);
    expect(tally.share("refuses")).toBeGreaterThan(0.2);
    expect(tally.share("promisesNothing")).toBeGreaterThan(0.01);
  });

  it("whatever of the account could not be read", () => {
    const tally = new Tally();
    fc.assert(
      fc.property(anyAccount, worlds, anyUnread, (account, all, unread) => {
        const { held, read } = heldAndRead(account);
        for (const target of held.targets) {
          const shown = roleWithout(shownRole(held.view, target), unread);
          const verdict = judged(readWithout(read, unread), shown);
          tally.add(verdict);
          expectKept(all, held, target, { ...read, verdict });
        }
      }),
      { seed, numRuns },
    );
    expect(tally.share("refuses")).toBeGreaterThan(0.1);
    expect(tally.counts.opens).toBeGreaterThan(0);
  });

  it("and it is decided wherever nothing hangs on what can't be known", () => {
    const tally = new Tally();
    fc.assert(
      fc.property(accountIn("decided", targets), anyWorld, (account, world) => {
        const { held, read } = heldAndRead(account);
        for (const target of held.targets) {
          const verdict = judged(read, shownRole(held.view, target));
          tally.add(verdict);
          // AWS leaves one question open, which no reading answers.
          if (promised(verdict) === null) expect(verdict.cause?.code).toBe("boundary-unclear");
          expectKept([world], held, target, { ...read, verdict });
        }
      }),
      { seed, numRuns },
    );
    expect(tally.share("promisesNothing")).toBeLessThan(0.05);
  });

  it("and what is ready under conditions opens where they are as they were accepted", () => {
    const met = { asAccepted: 0, otherwise: 0 };
    fc.assert(
      fc.property(anyAccount, worlds, (account, all) => {
        const { held, read } = heldAndRead(account);
        for (const target of held.targets) {
          const shown = shownRole(held.view, target);
          const { conditions } = judged(read, shown);
          if (conditions.length === 0) continue;
          const accepted = conditions.map(({ id }) => id);
          const verdict = judged(read, shown, accepted);
          expect(verdict.state).toBe("ready-if");
          for (const world of all) {
            const launch = launchIn(world, held, target, account.externalId);
            const holds = isAsAccepted(conditions, { shown, stored: target, hub: read.hub, launch });
            met[holds ? "asAccepted" : "otherwise"] += 1;
            if (holds) expect(told(target, verdict, launch.allowed)).toBe(told(target, verdict, true));
          }
        }
      }),
      { seed, numRuns },
    );
    expect(Math.min(met.asAccepted, met.otherwise)).toBeGreaterThan(20);
  });
});
