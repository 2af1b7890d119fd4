import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { valueOr } from "#lib/domain/enrollment/observation.ts";
import { packTrust } from "#lib/domain/enrollment/packed-trust.ts";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import { generatedRole } from "#lib/sandbox/seed/aws-generated.ts";
import { accountId, begin, name } from "../../support/enrollment/production.ts";
import { observeAt, outcomes, planAt, applyStep, runOf } from "../../support/enrollment/steps.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

const roleCount = 5000;
const scanCallsAtMost = 60;
const chosenCount = 60;

let world: World;

beforeAll(async () => {
  world = await openWorld({ roles: roleCount });
  await begin(world.core);
});

afterAll(() => world.close());

async function callsOf<T>(work: () => Promise<T>): Promise<{ result: T; calls: Map<string, number> }> {
  await world.control.clearLog();
  const result = await work();
  const calls = new Map<string, number>();
  for (const { action } of await world.control.awsRequests()) calls.set(action, (calls.get(action) ?? 0) + 1);
  return { result, calls };
}

const sum = (calls: Map<string, number>) => [...calls.values()].reduce((total, count) => total + count, 0);

describe("an account of five thousand roles", () => {
  it("is read whole in at most 60 calls, whatever else is looked at", async () => {
    const { result, calls } = await callsOf(() => observeAt(world.core, name));
    const scan = valueOr(result.scan, null);
    expect(scan?.roles.length).toBeGreaterThanOrEqual(roleCount);
    expect(scan?.source).toBe("account-authorization-details");
    expect(sum(calls)).toBeLessThanOrEqual(scanCallsAtMost);
    expect([...calls.keys()]).not.toContain("ListRoleTags");
  });

  it("reaches the page of step 3 in less than a tenth of a kilobyte for each role beyond its ARN", async () => {
    const view = trustStepView(await observeAt(world.core, name));
    const arnsBytes = JSON.stringify(view.rows.map(({ arn }) => arn)).length;
    const packedBytes = JSON.stringify(packTrust(view)).length;
    expect(view.rows.length).toBeGreaterThanOrEqual(roleCount);
    expect((packedBytes - arnsBytes) / view.rows.length).toBeLessThan(100);
  });

  it("is planned with no call for a role, and changed with as many for each role as the rules demand", async () => {
    const { core } = world;
    await applyStep(core, name, "integration", { consents: [] });
    await applyStep(core, name, "permissions", {});
    const ready = new Set(
      trustStepView(await observeAt(core, name)).rows.flatMap((row) => (row.inSelectAll ? [row.arn] : [])),
    );
    const generated = Array.from({ length: 4 * chosenCount }, (_, at) => generatedRole(at + 1));
    const roleArns = generated
      .map((role) => `arn:aws:iam::${accountId}:role${role.path}${role.name}`)
      .filter((arn) => ready.has(arn))
      .slice(0, chosenCount);
    const input = { roleArns, confirmed: [] };

    const planning = await callsOf(() => planAt(core, name, "trust", input));
    expect(planning.result.kind).toBe("draft");
    expect(sum(planning.calls)).toBeLessThanOrEqual(scanCallsAtMost);

    const applying = await callsOf(async () => runOf(await applyStep(core, name, "trust", input)));
    expect(outcomes(applying.result)).toEqual(Array.from({ length: 2 * chosenCount }, () => "verified"));
    // Each of the two: a read before it begins, one right before the write, and three afterwards.
    expect(applying.calls.get("TagRole")).toBe(chosenCount);
    expect(applying.calls.get("UpdateAssumeRolePolicy")).toBe(chosenCount);
    expect(applying.calls.get("ListRoleTags")).toBe(5 * chosenCount);
    expect(applying.calls.get("GetRole")).toBe(5 * chosenCount + 1);
  });
});
