import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assumeRoleContext } from "#lib/domain/aws/condition/request-context.ts";
import { evaluateConditions } from "#lib/domain/aws/conditions.ts";
import type { JsonValue } from "#lib/domain/aws/json.ts";
import { readPolicy } from "#lib/sandbox/aws/policy/document.ts";
import { conditionsHold } from "#lib/sandbox/aws/policy/evaluate.ts";
import type { RandomAccount } from "../../support/accounts/account.ts";
import { accountIn } from "../../support/accounts/account.ts";
import type { Mode } from "../../support/accounts/conditions.ts";
import { conditionIn } from "../../support/accounts/conditions.ts";
import { launchIn } from "../../support/accounts/decision.ts";
import { filled, homeId } from "../../support/accounts/names.ts";
import { heldAndRead } from "../../support/accounts/read-account.ts";
import { seeds } from "../../support/accounts/seeds.ts";
import type { World } from "../../support/accounts/world.ts";
import { anyWorld } from "../../support/accounts/world.ts";

const worlds = fc.array(anyWorld, { minLength: 2, maxLength: 4 });
const versions = fc.constantFrom("2012-10-17", "2012-10-17", "2008-10-17");
const numRuns = 1500;

/** A condition as the app judges it beforehand, and as the sandbox finds it in each world. */
function bothWays(account: RandomAccount, condition: object, version: string) {
  const { held, read } = heldAndRead(account);
  const [target] = held.targets;
  if (!target) throw new Error("an account without targets");
  const hub = { arn: read.hubArn, id: held.hub.id };
  const text = filled({ Version: version, Statement: { Effect: "Allow", Condition: condition } }, hub);
  const policy = readPolicy(text);
  const context = assumeRoleContext({
    principal: { arn: read.hubArn, accountId: homeId },
    principalTags: held.hub.tags,
    externalId: account.externalId,
    target: { accountId: target.accountId, tags: target.tags },
  });
  const raw = JSON.parse(filled(condition, hub)) as JsonValue;
  return {
    text,
    judged: evaluateConditions(raw, context, version === "2012-10-17").truth,
    holdsIn: (world: World): boolean => {
      const { request } = launchIn(world, held, target, account.externalId);
      return policy.statements.every((statement) => conditionsHold(policy, statement, request.context));
    },
  };
}

const inputs = (mode: Mode) =>
  [accountIn(mode, { min: 1, max: 1 }), conditionIn(mode), versions, worlds] as const;

describe.each(seeds)("with %s, a condition", (_name, seed) => {
  it("that is judged beforehand is found so in every world", () => {
    const seen = { true: 0, false: 0, unknown: 0 };
    fc.assert(
      fc.property(...inputs("anything"), (account, condition, version, all) => {
        const { text, judged, holdsIn } = bothWays(account, condition, version);
        seen[`${judged}`] += 1;
        for (const world of judged === "unknown" ? [] : all)
          expect([text, holdsIn(world)]).toEqual([text, judged]);
      }),
      { seed, numRuns },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(numRuns / 10);
  });

  it("on what is known is always judged", () => {
    fc.assert(
      fc.property(...inputs("decided"), (account, condition, version, [world]) => {
        const { text, judged, holdsIn } = bothWays(account, condition, version);
        expect([text, judged]).toEqual([text, world && holdsIn(world)]);
      }),
      { seed, numRuns },
    );
  });
});
