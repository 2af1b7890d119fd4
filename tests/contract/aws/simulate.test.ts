import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { AwsAccountPort } from "#lib/enrollment/ports.ts";
import { assume, clientsFor, policy, trusting, appUserArn } from "../sandbox/aws/sandbox.ts";
import { openSandboxAccount, type SandboxAccount } from "./sandbox-account.ts";

const accountId = "123456789012";
const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const ownArn = role("app/under-test");

let sandbox: SandboxAccount;
/** As a role session with the policy that a test gives it. */
let account: AwsAccountPort;

const mayAsk = { Effect: "Allow", Action: ["iam:SimulatePrincipalPolicy", "iam:GetRole"], Resource: ownArn };

async function give(...statements: object[]): Promise<void> {
  const { iam } = clientsFor(sandbox);
  const PolicyDocument = policy(...statements);
  await iam.send(new PutRolePolicyCommand({ RoleName: "under-test", PolicyName: "own", PolicyDocument }));
}

beforeAll(async () => {
  sandbox = await openSandboxAccount();
  const { iam, sts } = clientsFor(sandbox);
  const AssumeRolePolicyDocument = trusting({ AWS: appUserArn });
  await iam.send(new CreateRoleCommand({ RoleName: "under-test", Path: "/app/", AssumeRolePolicyDocument }));
  const keys = await assume(sts, ownArn);
  vi.stubEnv("AWS_ACCESS_KEY_ID", keys.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey);
  vi.stubEnv("AWS_SESSION_TOKEN", keys.sessionToken);
  account = sandbox.openAws().account({ accountId, partition: "aws", accessRoleArn: null, externalId: null });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const tag = (name: string) => ({ action: "iam:TagRole", resource: role(name) });
const verdicts = async (...asked: { action: string; resource: string }[]) =>
  (await account.simulate(asked)).map(({ verdict }) => verdict);

describe("what the session's role may do", () => {
  test("is told for each action and resource, in the order of the questions", async () => {
    await give(
      mayAsk,
      { Effect: "Allow", Action: ["iam:TagRole", "iam:List*"], Resource: "*" },
      { Effect: "Deny", Action: "iam:TagRole", Resource: role("*Admin*") },
    );
    const asked = [
      tag("Developer"),
      { action: "iam:PutRolePolicy", resource: role("Developer") },
      tag("PowerAdmin"),
      { action: "iam:ListAccountAliases", resource: "*" },
    ];
    expect(await account.simulate(asked)).toEqual([
      { ...asked[0], verdict: "allowed", because: null },
      { ...asked[1], verdict: "denied", because: null },
      {
        ...asked[2],
        verdict: "denied",
        because: "An explicit deny stands in a policy of the identity.",
      },
      { ...asked[3], verdict: "allowed", because: null },
    ]);
  });

  test("takes few calls for many roles, and writes nothing", async () => {
    await give(mayAsk, { Effect: "Allow", Action: "iam:*", Resource: role("team-*") });
    const asked = Array.from({ length: 120 }, (_, index) => [
      tag(`team-${index}`),
      { action: "iam:UpdateAssumeRolePolicy", resource: role(`team-${index}`) },
    ]).flat();
    await sandbox.reset();
    expect(new Set(await verdicts(...asked))).toEqual(new Set(["allowed"]));
    expect((await sandbox.counted()).SimulatePrincipalPolicy).toBe(3);
  });

  test("is not known where it hangs on a condition of the request", async () => {
    const Condition = { StringEquals: { "aws:RequestTag/team": "a" } };
    await give(mayAsk, { Effect: "Allow", Action: "iam:TagRole", Resource: "*", Condition });
    expect(await account.simulate([tag("Developer")])).toMatchObject([
      { verdict: "unknown", because: expect.stringContaining("aws:RequestTag/team") as unknown },
    ]);
  });

  test("is asked of nobody where nothing is asked", async () => {
    expect(await account.simulate([])).toEqual([]);
    expect(await sandbox.counted()).not.toHaveProperty("SimulatePrincipalPolicy");
  });
});

describe("where AWS can't be asked, it is unknown, and said why", () => {
  test("without the permission to ask: which one, and on whom", async () => {
    await give(
      { Effect: "Allow", Action: "iam:*", Resource: "*" },
      {
        Effect: "Deny",
        Action: "iam:SimulatePrincipalPolicy",
        Resource: "*",
      },
    );
    expect(await account.simulate([tag("Developer")])).toEqual([
      {
        ...tag("Developer"),
        verdict: "unknown",
        because: `AWS does not let the app ask: iam:SimulatePrincipalPolicy on ${ownArn} is missing.`,
      },
    ]);
  });

  test("where the session's role, which has a path, can't be read", async () => {
    await give({ Effect: "Allow", Action: "iam:SimulatePrincipalPolicy", Resource: "*" });
    const because = expect.stringMatching(/assumed-role\/under-test\/.*iam:GetRole/) as unknown;
    expect(await account.simulate([tag("Developer")])).toMatchObject([{ verdict: "unknown", because }]);
  });

  test.each([
    ["an endpoint that lacks the call", "InvalidAction", 400, "can't simulate"],
    ["a role that IAM does not know yet", "NoSuchEntity", 404, "did not answer"],
    ["a call that is throttled for good", "Throttling", 400, "throttled"],
  ])("%s", async (_what, code, status, words) => {
    await give(mayAsk, { Effect: "Allow", Action: "iam:*", Resource: "*" });
    await sandbox.fault({
      match: { action: "SimulatePrincipalPolicy" },
      fault: { kind: "error", status, code, message: "Not here." },
    });
    const [answer] = await account.simulate([tag("Developer")]);
    expect(answer?.verdict).toBe("unknown");
    expect(answer?.because).toContain(words);
  });

  test("credentials that ended are no answer: that is thrown", async () => {
    await sandbox.fault({
      match: { action: "SimulatePrincipalPolicy" },
      fault: { kind: "error", status: 403, code: "ExpiredToken", message: "The security token is expired" },
    });
    await expect(account.simulate([tag("Developer")])).rejects.toMatchObject({
      code: "aws-credentials-expired",
    });
  });
});
