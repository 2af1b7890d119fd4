import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  GetOpenIDConnectProviderCommand,
  PutRolePermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minimalPolicy } from "#lib/domain/aws/app-permissions.ts";
import { permissionsState } from "#lib/domain/enrollment/steps/permissions/state.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import { issuerUrl } from "#lib/sandbox/seed/company.ts";
import {
  openLeastPrivileged,
  policyInput,
  type LeastPrivileged,
} from "../../support/enrollment/least-privilege.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import {
  attemptStep,
  attemptUndo,
  denials,
  denialsInSight,
  evidenceAtStart,
  problemsOf,
} from "../../support/enrollment/permissions.ts";
import {
  accountId,
  inputsFor,
  integrationRoleArn,
  name,
  roleArn,
} from "../../support/enrollment/production.ts";
import { continueRun, observeAt, stepStatuses } from "../../support/enrollment/steps.ts";
import {
  expectVerified,
  expectStepWithout,
  expectUndone,
  expectUndoneWithout,
  type Trial,
} from "../../support/enrollment/trials.ts";

/*
 * The generated policy, given to a fresh principal, carries an account through all steps and back; and each action taken
 * out of it in turn is named exactly, before writing and when it is met, while all else goes on.
 */
const targets = [roleArn("data/DataEngineer"), roleArn("data/DataScientist")] as const;
const inputs = {
  ...inputsFor({ roleArns: targets, users: ["alice"] }),
  integration: { consents: ["adopt-role"] },
};
const providerArn = `arn:aws:iam::${accountId}:oidc-provider/${policyInput.issuerHostAndPath}`;

/** Statement and action of each case, so that none of the policy is left out. */
const proven = new Set<string>();

let least: LeastPrivileged;
const open = async () => {
  least = await openLeastPrivileged();
};
const close = () => least.close();

/** Takes the action away, and sees that the page for a new enrollment names it with all of its resources. */
async function take(sid: string, action: string): Promise<void> {
  proven.add(`${sid} ${action}`);
  await least.takeAction({ sid, action });
  const everywhere = minimalPolicy({ ...policyInput, targetPattern: "*" }).statements;
  const resources = everywhere.find((statement) => statement.sid === sid)?.resources ?? [];
  const words = resources.map((resource) => `${action} on ${resource}`).join("; ");
  const { "aws-permissions": evidence } = await evidenceAtStart(least.core);
  // Target roles are asked for one by one, by the plan.
  expect(evidence).toContain(sid === "TargetRoles" ? "Not on every role: " : `Missing: ${words}.`);
}

const giveBack = () => least.takeAction(null);

interface Case {
  sid: string;
  action: string;
  on: readonly string[];
}

const trialOf = ({ sid, action, on }: Case): Trial => ({
  take: () => take(sid, action),
  giveBack,
  exactly: on.map((resource) => `${action} on ${resource}`),
});

describe("from an empty account to an open console, and back", () => {
  beforeAll(open);
  afterAll(close);

  test("nothing that is needed misses, but for target roles that the pattern leaves out", async () => {
    const { "aws-permissions": aws } = await evidenceAtStart(least.core);
    expect(aws).toMatch(/^Not on every role: /);
    expect(await denialsInSight(least.core)).toEqual([]);
  });

  test.each([
    { sid: "ReadAccount", action: "iam:GetAccountAuthorizationDetails", on: ["*"] },
    { sid: "ReadRoles", action: "iam:GetRole", on: [integrationRoleArn] },
    { sid: "Provider", action: "iam:GetOpenIDConnectProvider", on: [providerArn] },
  ])("without $action the part that needs it is not read, and says so; the others are", async (one) => {
    await take(one.sid, one.action);
    expect(await denialsInSight(least.core)).toEqual(trialOf(one).exactly);
    await giveBack();
  });

  test("without the account's summary and aliases its own quota and name are not known", async () => {
    await least.world.control.aws("POST", "account", { accountId, trustSizeQuota: 4096 });
    const seen = async () => {
      const { scan } = await observeAt(least.core, name);
      return scan.ok ? [scan.value.trustPolicySizeQuota, scan.value.alias] : [];
    };
    expect(await seen()).toEqual([4096, "acme-production"]);
    await take("ReadAccount", "iam:GetAccountSummary");
    expect(await seen()).toEqual([2048, "acme-production"]);
    await take("ReadAccount", "iam:ListAccountAliases");
    expect(await seen()).toEqual([4096, null]);
    await giveBack();
  });

  test("without the simulation what is missing is not known beforehand, and the page says which action would tell", async () => {
    proven.add("AskOwnPermissions iam:SimulatePrincipalPolicy");
    await least.takeAction({ sid: "AskOwnPermissions", action: "iam:SimulatePrincipalPolicy" });
    const { "aws-permissions": evidence } = await evidenceAtStart(least.core);
    expect(evidence).toContain(`iam:SimulatePrincipalPolicy on ${policyInput.ownArn} is missing`);
    await giveBack();
  });

  test.each([
    { sid: "Provider", action: "iam:CreateOpenIDConnectProvider", on: [providerArn] },
    { sid: "Provider", action: "iam:TagOpenIDConnectProvider", on: [providerArn] },
    { sid: "IntegrationRole", action: "iam:CreateRole", on: [integrationRoleArn] },
    { sid: "IntegrationRole", action: "iam:TagRole", on: [integrationRoleArn] },
  ])("step 1 without $action ($sid)", async (one) => {
    await expectUndone(least.core, await expectStepWithout(least.core, "integration", inputs, trialOf(one)));
  });

  const runs: Run[] = [];

  test("step 1 with all of it", async () => {
    const { before, run } = await attemptStep(least.core, "integration", inputs);
    expect(before).toMatch(/^Everything that it needs is allowed/);
    expectVerified(run);
    runs.push(run);
  });

  test.each([
    { sid: "IntegrationPolicy", action: "iam:PutRolePolicy", on: [integrationRoleArn] },
    { sid: "ReadRoles", action: "iam:GetRolePolicy", on: [integrationRoleArn] },
  ])("step 2 without $action", async (one) => {
    const run = await expectStepWithout(least.core, "permissions", inputs, trialOf(one));
    // The last of them leaves the step done, for those that follow.
    if (one.sid === "ReadRoles") runs.push(run);
    else await expectUndone(least.core, run);
  });

  test.each([
    { sid: "TargetRoles", action: "iam:TagRole", on: targets },
    { sid: "TargetRoles", action: "iam:UpdateAssumeRolePolicy", on: targets },
    { sid: "ReadRoles", action: "iam:ListRoleTags", on: targets },
  ])("step 3 without $action", async (one) => {
    await expectUndone(least.core, await expectStepWithout(least.core, "trust", inputs, trialOf(one)));
  });

  test("step 3, denied on one role alone: that one is named, the other is done", async () => {
    const [denied, allowed] = targets;
    const Action = "iam:UpdateAssumeRolePolicy";
    await least.addStatement({ Sid: "Not", Effect: "Deny", Action, Resource: denied });
    const { before, run } = await attemptStep(least.core, "trust", inputs);
    expect(before).toContain(`Missing: ${Action} on ${denied}. An explicit deny`);
    expect(denials(problemsOf(run))).toEqual([`${Action} on ${denied}`]);
    const done = run.changes.filter(({ status }) => status === "verified").map(({ change }) => change.key);
    expect(done).toContain(`aws/role-trust:${allowed}`);
    await giveBack();
    const continued = await continueRun(least.core, run.id, true);
    expectVerified(continued);
    runs.push(continued);
  });

  test("steps 4 and 5 with all of it, and the console opens", async () => {
    for (const step of ["app", "access"] as const) {
      const { before, run } = await attemptStep(least.core, step, inputs);
      expect(before).toMatch(/^Everything that it needs is allowed/);
      expectVerified(run);
      runs.push(run);
    }
    expect(stepStatuses(await observeAt(least.core, name))).toMatchObject({
      integration: "done",
      permissions: "done",
      app: "done",
      access: "done",
    });
    expect((await launchAs(least.world.sandbox, "alice", name, targets[0])).status).toBe(200);
  });

  test("and back: each action that taking away needs is named when it misses", async () => {
    const [integration, permissions, trust, app, access] = runs as [Run, Run, Run, Run, Run];
    await expectUndone(least.core, access);
    await expectUndone(least.core, app);
    const trial = (sid: string, action: string, ...on: string[]) => trialOf({ sid, action, on });
    await expectUndoneWithout(
      least.core,
      trust,
      trial("TargetRoles", "iam:UntagRole", ...targets.toReversed()),
    );
    await expectUndoneWithout(
      least.core,
      permissions,
      trial("IntegrationPolicy", "iam:DeleteRolePolicy", integrationRoleArn),
    );
    await expectUndoneWithout(
      least.core,
      integration,
      trial("RemoveIntegrationRole", "iam:DeleteRole", integrationRoleArn),
      trial("RemoveProvider", "iam:DeleteOpenIDConnectProvider", providerArn),
    );
  });
});

describe("with a provider and a role that somebody else made, and back", () => {
  beforeAll(async () => {
    await open();
    const { iam } = least;
    const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
    const RoleName = "teleport-integration";
    await iam.send(
      new CreateOpenIDConnectProviderCommand({ Url: issuerUrl, ClientIDList: ["sts.amazonaws.com"] }),
    );
    const service = {
      Effect: "Allow",
      Principal: { Service: "ec2.amazonaws.com" },
      Action: "sts:AssumeRole",
    };
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(service) }));
    const PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: "Bound",
        PolicyDocument: document({ Effect: "Allow", Action: "*", Resource: "*" }),
      }),
    );
    const PermissionsBoundary = Policy?.Arn;
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
  });
  afterAll(close);

  test.each([
    { sid: "Provider", action: "iam:AddClientIDToOpenIDConnectProvider", on: [providerArn] },
    { sid: "IntegrationRole", action: "iam:UpdateAssumeRolePolicy", on: [integrationRoleArn] },
  ])("step 1 without $action", async (one) => {
    await expectUndone(least.core, await expectStepWithout(least.core, "integration", inputs, trialOf(one)));
  });

  const runs: Run[] = [];

  test("steps 1 and 2 with all of it", async () => {
    for (const step of ["integration", "permissions"] as const) {
      const { run } = await attemptStep(least.core, step, inputs);
      expectVerified(run);
      runs.push(run);
    }
    expect(stepStatuses(await observeAt(least.core, name))).toMatchObject({ permissions: "done" });
  });

  test.each([
    ["ReadRoles", "iam:ListRolePolicies"],
    ["ReadRoles", "iam:ListAttachedRolePolicies"],
    ["ReadManagedPolicies", "iam:GetPolicy"],
    ["ReadManagedPolicies", "iam:GetPolicyVersion"],
  ])(
    "without %s %s whether something denies is unknown, never done, and the remedy names it",
    async (sid, action) => {
      await take(sid, action);
      const { status, checks } = permissionsState(await observeAt(least.core, name));
      expect(status).toBe("unknown");
      expect(checks.map(({ remedy }) => remedy).join(" ")).toMatch(new RegExp(`${action}\\b`));
      await giveBack();
    },
  );

  test("and back: what was added is taken out, each action named when it misses", async () => {
    const [integration, permissions] = runs as [Run, Run];
    await expectUndone(least.core, permissions);
    const untag = { sid: "RemoveProvider", action: "iam:UntagOpenIDConnectProvider", on: [providerArn] };
    await take(untag.sid, untag.action);
    const { before, run } = await attemptUndo(least.core, integration.id);
    expect(before).toBe(`Missing: ${trialOf(untag).exactly.join("; ")}.`);
    expect(denials(problemsOf(run))).toEqual(trialOf(untag).exactly);
    // The audience is gone, the tags are not: neither as before nor as planned, so it is planned again.
    const { iam } = least;
    const { ClientIDList } = await iam.send(
      new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: providerArn }),
    );
    expect(ClientIDList).toEqual(["sts.amazonaws.com"]);
    await giveBack();
    await expectUndone(least.core, integration);
  });

  test("and once more, without the other two", async () => {
    const { run } = await attemptStep(least.core, "integration", inputs);
    expectVerified(run);
    await expectUndoneWithout(
      least.core,
      run,
      trialOf({ sid: "IntegrationRole", action: "iam:UntagRole", on: [integrationRoleArn] }),
      trialOf({
        sid: "RemoveProvider",
        action: "iam:RemoveClientIDFromOpenIDConnectProvider",
        on: [providerArn],
      }),
    );
  });
});

test("no action of the generated policy is without a case", () => {
  const allowed = minimalPolicy(policyInput)
    .statements.filter(({ effect }) => effect === "Allow")
    .flatMap(({ sid, actions }) => actions.map((action) => `${sid} ${action}`));
  // Asked before a role is removed for good, which no step does.
  const later = "RemoveIntegrationRole iam:ListInstanceProfilesForRole";
  expect([...proven, later].toSorted()).toEqual(allowed.toSorted());
});
