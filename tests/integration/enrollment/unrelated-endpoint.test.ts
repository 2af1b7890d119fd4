import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterEach, expect, test, vi } from "vitest";
import { oidcProviderArn } from "#lib/domain/aws/arn.ts";
import { teleportAudience } from "#lib/domain/aws/web-identity-trust.ts";
import { launchStepView } from "#lib/domain/enrollment/steps/launch/view.ts";
import type { AppCore } from "../../support/enrollment/app-core.ts";
import { isMotoInstalled, openMotoWorld } from "../../support/enrollment/moto.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import {
  accountId,
  begin,
  enroll,
  inputsFor,
  name,
  roleArn,
  targets,
} from "../../support/enrollment/production.ts";
import { applyStep, observeAt, outcomes, runOf, stepStatuses } from "../../support/enrollment/steps.ts";
import { startUnrelatedAws, type UnrelatedAws } from "../../support/enrollment/unrelated-aws.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

/* The app against an AWS endpoint that nobody wrote for it, with the sandbox's Teleport half. */

const alwaysLacking = [
  "AddClientIDToOpenIDConnectProvider",
  "RemoveClientIDFromOpenIDConnectProvider",
  "SimulatePrincipalPolicy",
  "GetAccountSummary",
  "ListAccountAliases",
];

let world: World;
let endpoint: UnrelatedAws;
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

async function appAt(options: { lacks?: readonly string[]; hiccupEvery?: number } = {}): Promise<AppCore> {
  world = await openWorld();
  endpoint = await startUnrelatedAws({
    behind: world.sandbox.aws.url,
    lacks: [...alwaysLacking, ...(options.lacks ?? [])],
    hiccupEvery: options.hiccupEvery ?? 0,
  });
  opened.push(world, endpoint);
  vi.stubEnv("AWS_ENDPOINT_URL", endpoint.url);
  const core = await world.startProcess();
  await begin(core);
  return core;
}

const allDone = {
  integration: "done",
  permissions: "done",
  trust: "done",
  app: "done",
  access: "done",
  launch: "done",
};

test.each([
  ["with a page instead of an answer now and then", { hiccupEvery: 7 }, 10, []],
  // Each role's policies are unread then: that it may be an administrator's is confirmed for each.
  [
    "without the call for the whole account at once",
    { lacks: ["GetAccountAuthorizationDetails"] },
    0,
    targets.map((arn) => `${arn}#policies-unread`),
  ],
])(
  "%s, the six steps are done, and the lights are what a launch finds",
  async (_what, traits, leastHiccups, confirmed) => {
    const core = await appAt(traits);
    for (const [step, applied] of Object.entries(await enroll(core, { confirmed }))) {
      expect([step, ...new Set(outcomes(runOf(applied)))]).toEqual([step, "verified"]);
    }
    const o = await observeAt(core, name);
    expect(stepStatuses(o)).toEqual(allDone);
    const { tiles } = launchStepView(o);
    expect(new Map(tiles.map((tile) => [tile.roleArn, tile.state]))).toEqual(
      new Map(targets.map((arn) => [arn, "ready"])),
    );
    for (const arn of targets) expect((await launchAs(world.sandbox, "alice", name, arn)).status).toBe(200);
    expect(endpoint.hiccups()).toBeGreaterThanOrEqual(leastHiccups);
  },
);

test("each role is listed once, with its policies, however wrong the paging is", async () => {
  const core = await appAt();
  const iam = new IAMClient({ region: "us-east-1", endpoint: world.sandbox.aws.url });
  // Decoded once more, it would be another document.
  const Resource = "arn:aws:s3:::share/100%41";
  const Statement = [{ Effect: "Allow", Action: "s3:GetObject", Resource }];
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: "Developer",
      PolicyName: "Percent",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
    }),
  );
  iam.destroy();
  const { scan } = await observeAt(core, name);
  if (!scan.ok) throw new Error(scan.problem.what);
  const arns = scan.value.roles.map(({ arn }) => arn);
  expect(new Set(arns).size).toBe(arns.length);
  vi.stubEnv("AWS_ENDPOINT_URL", world.sandbox.aws.url);
  const direct = (await observeAt(await world.startProcess(), name)).scan;
  if (!direct.ok) throw new Error(direct.problem.what);
  expect(scan.value.roles).toEqual(direct.value.roles);
  expect(JSON.stringify(scan.value.roles)).toContain(Resource);
});

test("a call that it lacks is named, and fatal only to a plan that needs it", async () => {
  const core = await appAt();
  const { url } = world.sandbox.aws;
  const iam = new IAMClient({ region: "us-east-1", endpoint: url });
  const issuer = await core.teleport.issuer();
  await iam.send(
    new CreateOpenIDConnectProviderCommand({ Url: issuer.url, ClientIDList: ["of.somebody.else"] }),
  );
  const run = runOf(await applyStep(core, name, "integration", inputsFor().integration));
  const failed = run.changes.filter(({ status }) => status === "failed");
  expect(
    failed.map(({ change, problem }) => [change.resource.kind, problem?.code, problem?.evidence]),
  ).toEqual([
    [
      "aws/oidc-provider",
      "aws-unsupported",
      `iam:AddClientIDToOpenIDConnectProvider at ${endpoint.url} (HTTP 500)`,
    ],
  ]);
  // Done by hand at the side, no plan needs the call any more.
  await iam.send(
    new AddClientIDToOpenIDConnectProviderCommand({
      OpenIDConnectProviderArn: oidcProviderArn({
        partition: "aws",
        accountId,
        hostAndPath: issuer.hostAndPath,
      }),
      ClientID: teleportAudience,
    }),
  );
  iam.destroy();
  await enroll(core);
  expect(stepStatuses(await observeAt(core, name))).toEqual(allDone);
});

test("without the call for a role's tags the account is read all the same, and nothing is written whose tags are unknown", async () => {
  const core = await appAt({ lacks: ["GetAccountAuthorizationDetails", "ListRoleTags"] });
  const inputs = inputsFor();
  await applyStep(core, name, "integration", inputs.integration);
  await applyStep(core, name, "permissions", inputs.permissions);
  const { scan } = await observeAt(core, name);
  if (!scan.ok) throw new Error(scan.problem.what);
  expect(scan.value.roles.length).toBeGreaterThan(40);
  const applied = await applyStep(core, name, "trust", inputs.trust);
  expect(applied).toMatchObject({
    kind: "refused",
    fieldErrors: { [`roleArns.${targets[0]}`]: "Its tags could not be read, so none is written." },
  });
});

test.each(["moto"].filter(isMotoInstalled))(
  "the six steps are done against %s, as it is installed",
  async () => {
    const chosen = ["Developer", "BillingAnalyst"];
    const moto = await openMotoWorld([...chosen, "Untouched"], accountId);
    opened.push(moto);
    const { core } = moto;
    const roleArns = chosen.map((role) => roleArn(role));
    await begin(core);
    for (const [step, applied] of Object.entries(await enroll(core, { roleArns }))) {
      expect([step, ...new Set(outcomes(runOf(applied)))]).toEqual([step, "verified"]);
    }
    const o = await observeAt(core, name);
    expect(stepStatuses(o)).toEqual(allDone);
    const lights = launchStepView(o).tiles.map((tile) => `${tile.roleArn} ${tile.state}`);
    expect(new Set(lights)).toEqual(new Set(roleArns.map((arn) => `${arn} ready`)));
  },
);
