import { join } from "node:path";
import { CreateRoleCommand, PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { accessRoleByHand, type AccountAccess } from "#lib/domain/enrollment/access-role.ts";
import type { BeginEnrollmentInput, StepInputs } from "#lib/domain/enrollment/inputs.ts";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import { journalKeyFrom, openJournal } from "#lib/journal/journal.ts";
import { accountAccessRoleName, development, production, staging } from "#lib/sandbox/seed/company.ts";
import { dumpOf, iamOf, keysOf, movedBetween } from "../../support/enrollment/dump.ts";
import { isInstalled, runByHand } from "../../support/enrollment/shell.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

/* Accounts that are not the credentials' own, by the app's own wiring. */

let world: World;
let server: {
  access: typeof import("#lib/server/account-access.ts");
  container: typeof import("#lib/server/container.ts");
  enrollments: typeof import("#lib/server/enrollments.ts");
  observations: typeof import("#lib/server/observations.ts");
  overview: typeof import("#lib/server/overview.ts");
  planning: typeof import("#lib/server/planning.ts");
};
let prepared: AccountAccess;

const admin = { user: "admin", viewer: null };
const roleIn = (accountId: string, pathAndName: string) => `arn:aws:iam::${accountId}:role/${pathAndName}`;
const seeded = roleIn(staging.accountId, accountAccessRoleName);
const own = roleIn(staging.accountId, "aws-access-own");

beforeAll(async () => {
  world = await openWorld();
  const env = { ...world.sandbox.env, DATA_DIR: join(world.location.dataDir, "server"), LOG_LEVEL: "silent" };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  // The environment is read when the first of them is loaded.
  server = {
    access: await import("#lib/server/account-access.ts"),
    container: await import("#lib/server/container.ts"),
    enrollments: await import("#lib/server/enrollments.ts"),
    observations: await import("#lib/server/observations.ts"),
    overview: await import("#lib/server/overview.ts"),
    planning: await import("#lib/server/planning.ts"),
  };
  await server.overview.readOverviewAgain();
  prepared = await server.access.prepare({ accountId: staging.accountId, integration: null });
  await createAsShown(own);
  // Its trust is right, but the policy of the app's own user names only roles that begin with aws-access.
  await createAsShown(roleIn(staging.accountId, "reach"));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
});

/** As the staging account's administrator would: by the script that is shown, or, without `aws`, by its documents. */
async function createAsShown(arn: string): Promise<void> {
  const byHand = accessRoleByHand(prepared, arn);
  if (isInstalled("aws")) {
    const { accessKeyId, secretAccessKey, sessionToken } = await keysOf(world.sandbox, staging.accountId);
    const keys = {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken ?? "",
    };
    const env = { ...world.sandbox.env, ...keys };
    const done = await runByHand({ ...world, sandbox: { ...world.sandbox, env } }, byHand);
    expect(`${done.status} ${done.said}`).toMatch(/^0/);
    return;
  }
  const [, trust, policy] = byHand.parts;
  const RoleName = arn.slice(arn.lastIndexOf("/") + 1);
  const iam = await iamOf(world.sandbox, staging.accountId);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust?.content }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: policy?.content }));
  iam.destroy();
}

/** Replaces the trust of our own role by one that asks for another external id, or trusts another user. */
async function setTrust(over: { externalId?: string; principal?: string }): Promise<void> {
  const iam = await iamOf(world.sandbox, staging.accountId);
  const Statement = {
    Effect: "Allow",
    Principal: { AWS: over.principal ?? prepared.own.arn },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": over.externalId ?? prepared.externalId } },
  };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "aws-access-own", PolicyDocument }));
  iam.destroy();
}

const beginInput = (over: Partial<BeginEnrollmentInput> = {}): BeginEnrollmentInput => ({
  integration: staging.alias,
  roleName: "teleport-integration",
  displayName: "Acme Staging",
  partitionAccepted: false,
  where: "other",
  accountId: staging.accountId,
  accessRoleArn: own,
  ...over,
});

const refusalOf = async (attempt: Promise<unknown>): Promise<{ field: string | null; what: string }> => {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown as { field: string | null; problem: { what: string } },
  );
  if (error === null) throw new Error("It was not refused");
  return { field: error.field, what: error.problem.what };
};

const assumedWith = async () =>
  (await world.control.awsRequests())
    .filter(({ action }) => action === "AssumeRole")
    .map(({ params, status }) => [params["RoleArn"], params["ExternalId"], status]);

describe("the external id of an account", () => {
  test("is made by the app, cannot be guessed, and stays the same for the account, in every process", async () => {
    expect(prepared.externalId).toMatch(/^[0-9a-f]{32}$/);
    const again = await server.access.prepare({ accountId: staging.accountId, integration: null });
    const other = await server.access.prepare({
      accountId: development.accountId,
      integration: development.alias,
    });
    expect(again).toEqual(prepared);
    expect(other.externalId).not.toBe(prepared.externalId);
    const dataDir = join(world.location.dataDir, "server");
    const journalKey = journalKeyFrom(dataDir, undefined);
    const process = await openJournal({ dataDir, journalKey, clock: world.clock, owner: "another process" });
    expect(await process.externalIds.of(staging.accountId)).toBe(prepared.externalId);
    await process.close();
  });

  test("stands in the trust policy with the app's own principal, in what is shown before the role is used", () => {
    const { parts } = accessRoleByHand(prepared, own);
    expect(parts.map(({ title }) => title)).toEqual([
      "Commands",
      "Trust policy",
      "IAM policy",
      "Policy for the app",
    ]);
    const [commands, trust, policy, forApp] = parts.map(({ content }) => content);
    expect(JSON.parse(trust ?? "")).toMatchObject({
      Statement: [
        {
          Principal: {
            AWS: expect.stringMatching(/^arn:aws:iam::123456789012:user\/aws-access-app$/) as string,
          },
          Condition: { StringEquals: { "sts:ExternalId": prepared.externalId } },
        },
      ],
    });
    expect(commands).toContain(`!= ${staging.accountId} ]`);
    expect(policy).toContain(`arn:aws:iam::${staging.accountId}:role/teleport-integration`);
    expect(JSON.parse(forApp ?? "")).toMatchObject({ Statement: [{ Resource: own }] });
  });
});

describe("beginning in another account", () => {
  test.each<[string, Partial<BeginEnrollmentInput>, string, RegExp]>([
    [
      "a role of a third account",
      { accessRoleArn: roleIn(development.accountId, accountAccessRoleName) },
      "accessRoleArn",
      /is in account 210987654321; it must be in account 098765432109/,
    ],
    [
      "a role of another partition",
      { accessRoleArn: own.replace("arn:aws:", "arn:aws-cn:") },
      "accessRoleArn",
      /partition aws-cn/,
    ],
    [
      "a role that does not exist",
      { accessRoleArn: roleIn(staging.accountId, "aws-access-nobody") },
      "accessRoleArn",
      /does not exist, does not trust the app, or asks for another external id/,
    ],
    [
      "a role that the app's own credentials may not assume",
      { accessRoleArn: roleIn(staging.accountId, "reach") },
      "accessRoleArn",
      /own credentials are not allowed to assume/,
    ],
    ["the credentials' own account", { accountId: production.accountId }, "accountId", /own credentials/],
  ])("%s is refused at its field", async (_what, over, field, words) => {
    const refusal = await refusalOf(server.enrollments.begin(beginInput(over), admin));
    expect(refusal).toEqual({ field, what: expect.stringMatching(words) as string });
  });

  test.each([
    ["asks for another external id", { externalId: "somebody-elses" }],
    [
      "trusts somebody else",
      { principal: `arn:aws:iam::${production.accountId}:user/people/platform-admin` },
    ],
  ])("a role that %s is refused, without the external id in the words", async (_what, trust) => {
    await setTrust(trust);
    const refusal = await refusalOf(server.enrollments.begin(beginInput(), admin));
    expect(refusal.field).toBe("accessRoleArn");
    expect(refusal.what).toContain("asks for another external id");
    expect(JSON.stringify(refusal)).not.toContain(prepared.externalId);
    await setTrust({});
  });

  test("nothing of all that was kept", async () => {
    const { accounts, drafts } = await server.container.container();
    expect([await accounts.list(), await drafts.list()]).toEqual([[], []]);
  });

  test("the right role is assumed with the app's external id, and kept with it", async () => {
    await world.control.clearLog();
    const begun = await server.enrollments.begin(beginInput(), admin);
    expect(begun.href).toBe("/enroll/acme-staging/integration");
    expect(new Set((await assumedWith()).map(String))).toEqual(
      new Set([String([own, prepared.externalId, 200])]),
    );
    const { accounts } = await server.container.container();
    expect(await accounts.find(staging.accountId)).toMatchObject({
      accessRoleArn: own,
      externalId: prepared.externalId,
    });
  });
});

type Planned = Exclude<StepId, "launch">;

/** Reviews and applies a step, as the pages do, and waits for its end. */
async function doStep<S extends Planned>(integration: string, step: S, input: StepInputs[S]): Promise<void> {
  const { engine } = await server.container.container();
  const request = { integration, step, input } as Parameters<typeof server.planning.prepare>[0];
  const outcome = await server.planning.prepare(request, admin);
  if (outcome.kind !== "plan") throw new Error(`${integration} ${step}: ${JSON.stringify(outcome)}`);
  const { runId } = await engine.apply(outcome.plan.planId, "admin");
  await engine.idle();
  expect(new Set((await engine.run(runId))?.changes.map(({ status }) => status))).toEqual(
    new Set(["verified"]),
  );
}

test("two accounts are enrolled side by side: each role is written in its own account, those of the same name elsewhere are not", async () => {
  await server.enrollments.begin(
    beginInput({
      integration: production.alias,
      displayName: "Acme Production",
      where: "own",
      accountId: "",
    }),
    admin,
  );
  const before = await dumpOf(world.sandbox);
  const developer = (accountId: string) => roleIn(accountId, "engineering/Developer");
  await Promise.all(
    [production, staging].map(async ({ alias, accountId }) => {
      await doStep(alias, "integration", { consents: [] });
      await doStep(alias, "permissions", {});
      if (accountId === staging.accountId)
        await doStep(alias, "trust", { roleArns: [developer(accountId)], confirmed: [] });
    }),
  );
  expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual(
    [
      ...[production, staging].flatMap(({ alias, accountId }) => [
        `arn:aws:iam::${accountId}:oidc-provider/teleport.acme.test`,
        roleIn(accountId, "teleport-integration"),
        `integration ${alias}`,
      ]),
      developer(staging.accountId),
    ].toSorted(),
  );
});

describe("changing how an enrolled account is reached", () => {
  const change = (accessRoleArn: string) =>
    server.access.change({ integration: staging.alias, accessRoleArn });

  test.each([
    ["by the app's own credentials", "", /belong to account 123456789012/],
    [
      "by a role of another account",
      roleIn(development.accountId, accountAccessRoleName),
      /must be in account/,
    ],
    ["by a role that does not let the app in", roleIn(staging.accountId, "aws-access-x"), /external id/],
  ])("%s is refused at the field, and it stays as it was", async (_what, arn, words) => {
    const refusal = await refusalOf(change(arn));
    expect(refusal).toEqual({ field: "accessRoleArn", what: expect.stringMatching(words) as string });
    const { accounts } = await server.container.container();
    expect(await accounts.find(staging.accountId)).toMatchObject({ accessRoleArn: own });
  });

  test("by another role that lets it in is kept, and used at once", async () => {
    await change(seeded);
    const observation = server.observations.lastObservation(staging.alias);
    expect(observation?.profile).toMatchObject({
      displayName: "Acme Staging",
      accessRoleArn: seeded,
      externalId: prepared.externalId,
    });
    expect(observation?.aws).toMatchObject({ ok: true, value: { roleArn: seeded } });
  });
});

test("adopting in another account uses the account's external id too, and says at the field what is wrong", async () => {
  const adopt = (accessRoleArn: string) =>
    server.enrollments.adopt({ integration: development.alias, displayName: "Dev", accessRoleArn });
  expect(await refusalOf(adopt(roleIn(development.accountId, "Admin")))).toEqual({
    field: "accessRoleArn",
    what: expect.stringContaining("another external id") as string,
  });
  await world.control.clearLog();
  await adopt(roleIn(development.accountId, accountAccessRoleName));
  const { externalId } = await server.access.prepare({ accountId: development.accountId, integration: null });
  expect((await assumedWith())[0]?.[1]).toBe(externalId);
});
