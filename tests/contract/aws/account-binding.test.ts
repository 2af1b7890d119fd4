import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openSandboxAccount, stubAwsEnvironment } from "./sandbox-account.ts";
import type { SandboxAccount } from "./sandbox-account.ts";

let sandbox: SandboxAccount;

beforeAll(async () => {
  sandbox = await openSandboxAccount();
});
beforeEach(async () => {
  vi.unstubAllEnvs();
  stubAwsEnvironment({
    AWS_ACCESS_KEY_ID: sandbox.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: sandbox.credentials.secretAccessKey,
  });
  await sandbox.reset();
});
afterAll(() => sandbox.close());

const production = {
  accountId: "123456789012",
  partition: "aws",
  accessRoleArn: null,
  externalId: null,
} as const;
const developmentId = "210987654321";
const accessRoleArn = `arn:aws:iam::${developmentId}:role/aws-access-for-teleport`;
const development = { ...production, accountId: developmentId, accessRoleArn };

describe("an account", () => {
  test("of the app's own credentials tells who they are", async () => {
    expect(await sandbox.account.identity()).toEqual({
      accountId: "123456789012",
      partition: "aws",
      arn: expect.stringMatching(/^arn:aws:iam::123456789012:user\//) as unknown,
      userId: expect.stringMatching(/^AIDA/) as unknown,
      roleArn: null,
      expiresAt: null,
    });
    expect(await sandbox.aws.identity()).toEqual(await sandbox.account.identity());
  });

  test("that needs a role is reached through it, and shows the role with its path", async () => {
    const identity = await sandbox.openAws().account(development).identity();
    expect(identity).toMatchObject({ accountId: developmentId, roleArn: accessRoleArn });
    expect(identity.arn).toMatch(/:assumed-role\/aws-access-for-teleport\/aws-access-for-teleport$/);
    expect(Date.parse(identity.expiresAt ?? "")).toBeGreaterThan(Date.now());
  });

  test("is asked for its owner once per load, not once per call", async () => {
    const account = sandbox.openAws().account(production);
    const role = "arn:aws:iam::123456789012:role/engineering/Developer";
    await Promise.all([account.getTrustPolicy(role), account.getRoleTags(role), account.getRole(role)]);
    expect((await sandbox.counted()).GetCallerIdentity).toBe(1);
  });

  test("sends the external id when one is set", async () => {
    const account = sandbox.openAws().account({ ...development, externalId: "acme-7f31" });
    await account.identity();
    const log = (await sandbox.control("GET", "requests")) as {
      requests: { action: string; params: Record<string, string> }[];
    };
    const assumed = log.requests.find(({ action }) => action === "AssumeRole");
    expect(assumed?.params).toHaveProperty("ExternalId");
    expect(assumed?.params).toMatchObject({ RoleArn: accessRoleArn });
  });
});

describe("it refuses", () => {
  test("credentials of another account, before any read or write is sent", async () => {
    const wrong = sandbox.openAws().account({ ...production, accountId: developmentId });
    const role = `arn:aws:iam::${developmentId}:role/Developer`;
    for (const call of [
      wrong.getRole(role),
      wrong.scanRoles(),
      wrong.tagRole(role, { key: "a", value: "b" }),
      wrong.identity(),
    ]) {
      await expect(call).rejects.toMatchObject({ code: "aws-account-mismatch" });
    }
    expect(Object.keys(await sandbox.counted())).toEqual(["GetCallerIdentity"]);
  });

  test("credentials of another partition", async () => {
    const gov = sandbox.openAws().account({ ...production, partition: "aws-us-gov" });
    await expect(gov.scanRoles()).rejects.toMatchObject({ code: "aws-account-mismatch" });
  });

  test.each([
    ["another account", `arn:aws:iam::${developmentId}:role/engineering/Developer`],
    ["another partition", "arn:aws-us-gov:iam::123456789012:role/engineering/Developer"],
  ])("an ARN of %s, with nothing sent", async (_of, arn) => {
    await expect(sandbox.account.updateTrustPolicy(arn, "{}")).rejects.toMatchObject({
      code: "aws-account-mismatch",
      problem: { evidence: arn },
    });
    await expect(sandbox.account.getOidcProvider(arn)).rejects.toMatchObject({
      code: "aws-account-mismatch",
    });
    expect(await sandbox.counted()).toEqual({});
  });

  test("what is not the ARN of a role", async () => {
    await expect(sandbox.account.getRole("Developer")).rejects.toMatchObject({ code: "aws-invalid-input" });
    await expect(sandbox.account.deleteRole("arn:aws:iam::123456789012:policy/x")).rejects.toMatchObject({
      code: "aws-invalid-input",
    });
    expect(await sandbox.counted()).toEqual({});
  });

  test("an access role of another account", async () => {
    const crossed = sandbox.openAws().account({ ...production, accessRoleArn });
    await expect(crossed.scanRoles()).rejects.toMatchObject({ code: "aws-account-mismatch" });
    expect((await sandbox.counted()).AssumeRole).toBeUndefined();
  });

  test("credentials that were exchanged for another account's while it runs", async () => {
    const account = sandbox.openAws().account(development);
    const role = `arn:aws:iam::${developmentId}:role/Developer`;
    await account.getTrustPolicy(role);
    const direct = sandbox.openAws().account(production);
    await direct.getTrustPolicy("arn:aws:iam::123456789012:role/engineering/Developer");
    const session = await developmentSession(sandbox);
    stubAwsEnvironment(session);
    await sandbox.fault({
      match: { action: "TagRole", nth: 1, times: 1 },
      fault: { kind: "error", status: 403, code: "ExpiredToken", message: "expired" },
    });
    const tag = { key: "a", value: "b" };
    const target = "arn:aws:iam::123456789012:role/engineering/Developer";
    await expect(direct.tagRole(target, tag)).rejects.toMatchObject({ code: "aws-credentials-expired" });
    await expect(direct.tagRole(target, tag)).rejects.toMatchObject({ code: "aws-account-mismatch" });
    expect((await sandbox.counted()).TagRole).toBe(1);
  });
});

test("a role that may not be assumed is named with the exact action", async () => {
  const nobody = `arn:aws:iam::${developmentId}:role/Admin`;
  const account = sandbox.openAws().account({ ...development, accessRoleArn: nobody });
  await expect(account.identity()).rejects.toMatchObject({
    code: "aws-access-denied",
    problem: { evidence: `sts:AssumeRole on ${nobody}` },
  });
});

/** Environment with a session of the development account. */
async function developmentSession(account: SandboxAccount): Promise<Record<string, string>> {
  const { STSClient, AssumeRoleCommand } = await import("@aws-sdk/client-sts");
  const client = new STSClient({ region: "us-east-1", endpoint: account.url });
  const { Credentials } = await client.send(
    new AssumeRoleCommand({ RoleArn: accessRoleArn, RoleSessionName: "exchange" }),
  );
  client.destroy();
  return {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? "",
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? "",
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? "",
  };
}
