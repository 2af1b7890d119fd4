import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startIssuer } from "../../contract/sandbox/aws/issuer.ts";
import { accountIn } from "../../support/accounts/account.ts";
import { judged, promised } from "../../support/accounts/judged.ts";
import { seeds } from "../../support/accounts/seeds.ts";
import { Tally } from "../../support/accounts/tally.ts";
import { wireSandbox } from "../../support/accounts/wired-sandbox.ts";

const accounts = 20;
const targets = { min: 12, max: 16 };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.each(seeds)("with %s", (_name, seed) => {
  it("a launch through the sandbox's wire ends as the verdict said", async () => {
    const issuer = await startIssuer();
    const tally = new Tally();
    let launches = 0;
    await fc.assert(
      fc.asyncProperty(accountIn("anything", targets), async (account) => {
        const sandbox = await wireSandbox(account, issuer);
        try {
          expect(sandbox.targets.length).toBe(account.targets.length);
          for (const target of sandbox.targets) {
            const verdict = judged(sandbox.read, target);
            tally.add(verdict);
            launches += 1;
            const opened = await sandbox.launch(target);
            const said = `${target.arn} is ${verdict.state}, ${verdict.cause?.code ?? "no cause"}`;
            expect([said, opened]).toEqual([said, promised(verdict) ?? opened]);
          }
        } finally {
          await sandbox.close();
        }
      }),
      { seed, numRuns: accounts, interruptAfterTimeLimit: 60_000 },
    );
    expect(launches).toBeGreaterThan(accounts * targets.min - 1);
    expect(tally.share("opens")).toBeGreaterThan(0.05);
    expect(tally.share("refuses")).toBeGreaterThan(0.05);
    expect(tally.share("promisesNothing")).toBeLessThan(0.3);
  });
});
