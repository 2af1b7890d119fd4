import { GetOpenIDConnectProviderCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { integrationState } from "#lib/domain/enrollment/steps/integration/state.ts";
import { iamOf } from "../../support/enrollment/dump.ts";
import {
  accountId,
  begin,
  inputsFor,
  name,
  targets as productionTargets,
} from "../../support/enrollment/production.ts";
import {
  applyStep,
  observeAt,
  outcomes,
  planAt,
  runOf,
  stepStatuses,
} from "../../support/enrollment/steps.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

describe.each(["aws-us-gov", "aws-cn"] as const)("an account in %s, on the wire", (partition) => {
  const targets = productionTargets.map((arn) => arn.replace("arn:aws:", `arn:${partition}:`));
  const inputs = {
    ...inputsFor({ roleArns: targets, users: ["alice"] }),
    integration: { consents: ["partition"] },
  };
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ partition });
    await begin(world.core, { partition });
  });
  afterAll(() => world.close());

  test("nothing is planned before the choice to go on all the same", async () => {
    const plan = await planAt(world.core, name, "integration", { consents: [] });
    expect(plan).toMatchObject({ kind: "refused" });
    expect(JSON.stringify(plan)).toContain("52383");
  });

  test("steps 1 to 5 are applied; only what Teleport does there stays unknown", async () => {
    for (const step of ["integration", "permissions", "trust", "app", "access"] as const) {
      const run = runOf(await applyStep(world.core, name, step, inputs[step] as never));
      expect(new Set(outcomes(run))).toEqual(new Set(["verified"]));
    }
    const o = await observeAt(world.core, name);
    expect(stepStatuses(o)).toEqual({
      integration: "unknown",
      permissions: "done",
      trust: "done",
      app: "done",
      access: "done",
      launch: "done",
    });
    expect(
      integrationState(o)
        .checks.filter(({ verdict }) => verdict !== "ok")
        .map(({ id }) => id),
    ).toEqual(["ping"]);
    expect(o.apps.ok && o.apps.value.find((app) => app.name === name)?.uri).toMatch(
      partition === "aws-cn" ? /console\.amazonaws\.cn/ : /console\.amazonaws-us-gov\.com/,
    );
  });

  test("the provider got a thumbprint exactly where IAM demands one", async () => {
    const iam = await iamOf(world.sandbox, accountId);
    const { ThumbprintList } = await iam.send(
      new GetOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn: `arn:${partition}:iam::${accountId}:oidc-provider/teleport.acme.test`,
      }),
    );
    expect(ThumbprintList).toHaveLength(partition === "aws-cn" ? 1 : 0);
  });

  test("a role of the partition aws is refused, and nothing is written", async () => {
    await world.control.clearLog();
    const theirs = `arn:aws:iam::${accountId}:role/engineering/Developer`;
    const plan = await planAt(world.core, name, "trust", { roleArns: [theirs], confirmed: [] });
    expect(plan).toMatchObject({
      kind: "refused",
      fieldErrors: { [`roleArns.${theirs}`]: expect.stringContaining("in the partition aws") as string },
    });
    expect(await world.control.writes()).toEqual({ aws: 0, teleport: 0 });
  });
});
