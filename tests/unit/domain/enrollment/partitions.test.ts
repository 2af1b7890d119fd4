import { describe, expect, test } from "vitest";
import { partitionFacts } from "#lib/domain/aws/partitions.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { newEnrollmentView } from "#lib/domain/enrollment/new-enrollment-view.ts";
import { accessStepView } from "#lib/domain/enrollment/steps/access/view.ts";
import { appStepView } from "#lib/domain/enrollment/steps/app/view.ts";
import { pingCheck } from "#lib/domain/enrollment/steps/integration/checks.ts";
import { integrationStepView } from "#lib/domain/enrollment/steps/integration/view.ts";
import { launchStepView } from "#lib/domain/enrollment/steps/launch/view.ts";
import { permissionsStepView } from "#lib/domain/enrollment/steps/permissions/view.ts";
import { planStep } from "#lib/domain/enrollment/steps/plan-step.ts";
import { stepStates } from "#lib/domain/enrollment/steps/step-states.ts";
import { roleDetailView } from "#lib/domain/enrollment/steps/trust/role-detail.ts";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import { planScope } from "#lib/domain/enrollment/scope.ts";
import { byHandForPlan } from "#lib/resources/by-hand.ts";
import { awsIdentity, awsRole } from "../../../support/observation/aws.ts";
import { accountId, at } from "../../../support/observation/names.ts";
import { draft, enrolled, seen, untouched, unread } from "../../../support/observation/observation.ts";
import { overview } from "../../../support/observation/overview.ts";
import { issuer, teleportUser } from "../../../support/observation/teleport.ts";

type Outside = "aws-us-gov" | "aws-cn";
const target = awsRole("Reader");

/** The same world with every ARN, and the console, in another partition. */
function moved(o: Observation, partition: Outside): Observation {
  const text = JSON.stringify(o)
    .replaceAll("arn:aws:", `arn:${partition}:`)
    .replaceAll('"partition":"aws"', `"partition":"${partition}"`)
    .replaceAll("https://console.aws.amazon.com/", partitionFacts(partition).consoleUrl);
  return JSON.parse(text) as Observation;
}

const targetArn = (partition: Outside) => target.arn.replace("arn:aws:", `arn:${partition}:`);

/** Every step's plan, from an account in which nothing is there, and from one that waits for its targets. */
function plansIn(partition: Outside) {
  const fresh = moved(untouched({ draft }), partition);
  const half = moved(enrolled([target], { users: seen([teleportUser("alice")]), apps: seen([]) }), partition);
  const bare = {
    ...half,
    integrationRole: seen({
      ...(half.integrationRole.ok ? half.integrationRole.value : null),
      inlinePolicies: [],
    }),
  } as Observation;
  const roleArns = [targetArn(partition)];
  const context = { newUuid: () => "0b5e6f0a-5f5e-4b8a-9a53-1f0b1a4f9c11", now: at };
  const withApp = moved(enrolled([target], { users: seen([teleportUser("alice")]) }), partition);
  const planned = [
    [fresh, planStep(fresh, "integration", { consents: ["partition"] }, context)],
    [bare, planStep(bare, "permissions", {}, context)],
    [half, planStep(half, "trust", { roleArns, confirmed: [] }, context)],
    [half, planStep(half, "app", { extraLabels: {} }, context)],
    [
      withApp,
      planStep(withApp, "access", { roleArns, users: ["alice"], traitUsers: [], adopt: [] }, context),
    ],
  ] as const;
  return planned.map(([o, plan]) => {
    if (plan.kind !== "draft") throw new Error(JSON.stringify(plan));
    const { changes } = plan.draft;
    return { changes, byHand: byHandForPlan(planScope(o), changes) };
  });
}

describe.each<Outside>(["aws-us-gov", "aws-cn"])("in %s", (partition) => {
  test("no plan, document or command names anything of the partition aws", () => {
    const plans = plansIn(partition);
    expect(plans).toHaveLength(5);
    const text = JSON.stringify(plans);
    expect(text).toContain(`arn:${partition}:iam::${accountId}:role/Reader`);
    expect(text).not.toMatch(/arn:aws:|console\.aws\.amazon\.com/);
  });

  test("no screen does either", () => {
    const o = moved(enrolled([target]), partition);
    const screens = [
      integrationStepView(o),
      permissionsStepView(o),
      trustStepView(o),
      roleDetailView(o, targetArn(partition)),
      appStepView(o),
      accessStepView(o, null),
      launchStepView(o),
      stepStates(o),
    ];
    expect(JSON.stringify(screens)).not.toMatch(/arn:aws:|console\.aws\.amazon\.com/);
    expect(appStepView(o).uri).toBe(partitionFacts(partition).consoleUrl);
  });

  test("it is said before anything is begun, and step 1 wants an explicit choice before anything is written", () => {
    const view = newEnrollmentView(overview({ aws: seen(awsIdentity({ partition })) }));
    expect(view.partitionWarning).toContain("52383");
    expect(view.checks.find(({ id }) => id === "partition")).toMatchObject({ verdict: "warn" });
    const fresh = moved(untouched({ draft }), partition);
    expect(integrationStepView(fresh).consents.map(({ id }) => id)).toEqual(["partition"]);
    const refused = planStep(fresh, "integration", { consents: [] }, { newUuid: () => "", now: at });
    expect(refused).toMatchObject({
      kind: "refused",
      fieldErrors: { "consents.partition": expect.any(String) as string },
    });
  });

  test("Ping is unknown, whatever it answers, and no run waits for it", () => {
    const o = moved(enrolled(), partition);
    for (const ping of [o.ping, unread("teleport-unknown")]) {
      expect(pingCheck({ ...o, ping })).toMatchObject({
        verdict: "unknown",
        evidence: expect.stringContaining("52383") as string,
      });
    }
    const waits = plansIn(partition).flatMap(({ changes }) =>
      changes.flatMap(({ waitFor }) => waitFor ?? []),
    );
    expect(waits).toEqual([]);
  });

  test("the provider has a thumbprint where IAM demands one, and only there", () => {
    const [integration] = plansIn(partition);
    const provider = integration?.changes.find(({ resource }) => resource.kind === "aws/oidc-provider");
    const thumbprints = partition === "aws-cn" ? [issuer().thumbprint] : [];
    expect(provider?.after).toMatchObject({ thumbprints });
  });

  test("without a readable thumbprint nothing is planned where IAM demands one", () => {
    const o = moved(untouched({ draft, issuer: seen(issuer({ thumbprint: null })) }), partition);
    const plan = planStep(o, "integration", { consents: ["partition"] }, { newUuid: () => "", now: at });
    expect(plan.kind).toBe(partition === "aws-cn" ? "refused" : "draft");
  });
});
