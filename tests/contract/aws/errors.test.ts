import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { AppError } from "#lib/domain/errors.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { openSandboxAccount, stubAwsEnvironment } from "./sandbox-account.ts";
import type { SandboxAccount } from "./sandbox-account.ts";

let sandbox: SandboxAccount;

beforeAll(async () => {
  sandbox = await openSandboxAccount();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const account = "123456789012";
const developer = `arn:aws:iam::${account}:role/engineering/Developer`;

async function problemOf(call: Promise<unknown>): Promise<Problem> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`Expected an AppError, got ${String(error)}`);
  return error.problem;
}

function trusting(principal: string, sid = "Ours"): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: sid, Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" }],
  });
}

describe("what AWS refuses", () => {
  test("a denial says what refuses and what to allow", async () => {
    await sandbox.fault({
      match: { action: "TagRole" },
      fault: {
        kind: "error",
        status: 403,
        code: "AccessDenied",
        message: `User: arn:aws:iam::${account}:user/app is not authorized to perform: iam:TagRole on resource: role Developer with an explicit deny in a service control policy`,
      },
    });
    const problem = await problemOf(sandbox.account.tagRole(developer, { key: "a", value: "b" }));
    expect(problem).toEqual({
      code: "aws-access-denied",
      what: `AWS refused iam:TagRole on ${developer}.`,
      why: "An explicit deny stands in a service control policy of the organization; no allow elsewhere can lift it.",
      remedy: `Allow iam:TagRole on ${developer} for arn:aws:iam::${account}:user/app, then try again.`,
      evidence: `iam:TagRole on ${developer}`,
    });
  });

  test("a role that names a deleted principal is a dead principal, named", async () => {
    const legacy = `arn:aws:iam::${account}:role/LegacyDeploy`;
    const problem = await problemOf(
      sandbox.account.updateTrustPolicy(legacy, trusting("AROAQ3EGS4QVDELETED01")),
    );
    expect(problem).toMatchObject({ code: "aws-dead-principal", evidence: "AROAQ3EGS4QVDELETED01" });
  });

  test("a role that IAM does not know yet is told apart, and named", async () => {
    const young = `arn:aws:iam::${account}:role/not-there-yet`;
    const problem = await problemOf(sandbox.account.updateTrustPolicy(developer, trusting(young)));
    expect(problem).toMatchObject({ code: "aws-principal-not-yet-known", evidence: young });
    expect((await sandbox.counted()).UpdateAssumeRolePolicy).toBe(1);
  });

  test("a document that is no policy is malformed", async () => {
    expect(await problemOf(sandbox.account.updateTrustPolicy(developer, '{"Version": "x"}'))).toMatchObject({
      code: "aws-malformed-policy",
    });
  });

  test("a service-linked role can't be changed", async () => {
    const reserved = `arn:aws:iam::${account}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`;
    expect(await problemOf(sandbox.account.updateTrustPolicy(reserved, trusting(developer)))).toMatchObject({
      code: "aws-unmodifiable",
    });
  });

  test("a used-up quota is final: one attempt", async () => {
    const problem = await problemOf(
      sandbox.account.updateTrustPolicy(developer, trusting(developer, "S".repeat(3000))),
    );
    expect(problem.code).toBe("aws-quota");
    expect(problem.why).toContain("ACLSizePerRole");
    expect((await sandbox.counted()).UpdateAssumeRolePolicy).toBe(1);
  });

  test("a role that does not exist can't be tagged", async () => {
    expect(
      await problemOf(
        sandbox.account.tagRole(`arn:aws:iam::${account}:role/nobody`, { key: "a", value: "b" }),
      ),
    ).toMatchObject({ code: "aws-not-found" });
  });

  test("a role with policies can't be deleted, and that is a conflict", async () => {
    expect(await problemOf(sandbox.account.deleteRole(developer))).toMatchObject({ code: "aws-conflict" });
  });

  test("an issuer that IAM can't reach is its own failure", async () => {
    await sandbox.fault({
      match: { action: "CreateOpenIDConnectProvider" },
      fault: {
        kind: "error",
        status: 400,
        code: "OpenIdIdpCommunicationError",
        message: "Unable to communicate with the provider",
      },
    });
    const provider = { url: "https://hidden.acme.test", audiences: ["a"], thumbprints: [], tags: [] };
    expect(await problemOf(sandbox.account.createOidcProvider(provider))).toMatchObject({
      code: "aws-issuer-unreachable",
    });
  });

  test("a provider address with a port is invalid input", async () => {
    const provider = { url: "https://acme.test:3080", audiences: ["a"], thumbprints: [], tags: [] };
    expect(await problemOf(sandbox.account.createOidcProvider(provider))).toMatchObject({
      code: "aws-invalid-input",
    });
  });
});

describe("what is tried again", () => {
  test("throttling and failures of the service, up to six attempts", async () => {
    await sandbox.fault(
      { match: { action: "GetRole", nth: 1, times: 3 }, fault: { kind: "throttle" } },
      {
        match: { action: "GetRole", nth: 1, times: 5 },
        fault: { kind: "error", status: 500, code: "ServiceFailure", message: "later" },
      },
    );
    expect(await sandbox.account.getTrustPolicy(developer)).not.toBeNull();
    expect((await sandbox.counted()).GetRole).toBe(6);
  });

  test("throttling without end is told after six attempts", async () => {
    await sandbox.fault({ match: { action: "GetRole" }, fault: { kind: "throttle" } });
    const problem = await problemOf(sandbox.account.getTrustPolicy(developer));
    expect(problem).toMatchObject({
      code: "aws-throttled",
      what: "AWS throttled iam:GetRole, also after 6 attempts.",
    });
    expect((await sandbox.counted()).GetRole).toBe(6);
  });

  test("a concurrent modification, which the SDK itself takes as final", async () => {
    await sandbox.fault({
      match: { action: "GetRole", nth: 1, times: 2 },
      fault: { kind: "error", status: 409, code: "ConcurrentModification", message: "busy" },
    });
    expect(await sandbox.account.getTrustPolicy(developer)).not.toBeNull();
    expect((await sandbox.counted()).GetRole).toBe(3);
  });

  test("no write over what others may write too: it is sent once, and its caller looks again", async () => {
    await sandbox.fault({ match: {}, fault: { kind: "throttle" } });
    const { account } = sandbox;
    const writes: Record<string, () => Promise<void>> = {
      UpdateAssumeRolePolicy: () => account.updateTrustPolicy(developer, trusting(developer)),
      PutRolePolicy: () => account.putInlinePolicy(developer, "Mine", "{}"),
      DeleteRolePolicy: () => account.deleteInlinePolicy(developer, "Mine"),
      TagRole: () => account.tagRole(developer, { key: "busy", value: "yes" }),
      UntagRole: () => account.untagRole(developer, "busy"),
      DeleteRole: () => account.deleteRole(developer),
    };
    for (const [action, write] of Object.entries(writes)) {
      expect(await problemOf(write())).toMatchObject({
        code: "aws-throttled",
        what: `AWS throttled iam:${action}.`,
      });
      expect((await sandbox.counted())[action]).toBe(1);
    }
  });

  test("a dropped connection", async () => {
    await sandbox.fault({ match: { action: "GetRole", nth: 1 }, fault: { kind: "drop", when: "before" } });
    expect(await sandbox.account.getTrustPolicy(developer)).not.toBeNull();
  });

  test("connections that are dropped without end mean that AWS can't be reached", async () => {
    await sandbox.fault({ match: { action: "GetRole" }, fault: { kind: "drop", when: "before" } });
    expect(await problemOf(sandbox.account.getTrustPolicy(developer))).toMatchObject({
      code: "aws-unreachable",
      evidence: `iam:GetRole at ${sandbox.url}: ECONNRESET`,
    });
  });
});

test("at most five requests are under way at a time", async () => {
  await sandbox.fault({ match: { action: "GetRole" }, fault: { kind: "hold", when: "before" } });
  const held = async () => ((await sandbox.control("GET", "faults")) as { held: number }).held;
  const calls = Array.from({ length: 12 }, () => sandbox.account.getTrustPolicy(developer));
  await vi.waitFor(async () => {
    expect(await held()).toBe(5);
  });
  // Each look is a round trip in which a sixth request would have arrived.
  for (let look = 0; look < 5; look += 1) expect(await held()).toBe(5);
  await sandbox.reset();
  expect(await Promise.all(calls)).toHaveLength(12);
});

describe("credentials", () => {
  const open = () =>
    sandbox
      .openAws()
      .account({ accountId: account, partition: "aws", accessRoleArn: null, externalId: null });

  test("that are missing are told as missing", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
    const problem = await problemOf(open().identity());
    expect(problem.code).toBe("aws-credentials-missing");
  });

  test("that AWS does not know are invalid", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAAAAAAAAAAAAAAAAA");
    expect(await problemOf(open().identity())).toMatchObject({ code: "aws-credentials-invalid" });
  });

  test("with a wrong secret are invalid, and the secret is in no text", async () => {
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "quite-wrong-and-secret");
    const problem = await problemOf(open().identity());
    expect(problem.code).toBe("aws-credentials-invalid");
    expect(JSON.stringify(problem)).not.toContain("quite-wrong-and-secret");
  });

  test("that expired are told so, and renewed ones are found without a restart", async () => {
    const fresh = open();
    await fresh.getTrustPolicy(developer);
    await sandbox.fault({
      match: { action: "GetRole", nth: 1, times: 1 },
      fault: {
        kind: "error",
        status: 403,
        code: "ExpiredToken",
        message: "The security token included in the request is expired",
      },
    });
    expect(await problemOf(fresh.getTrustPolicy(developer))).toMatchObject({
      code: "aws-credentials-expired",
    });
    const before = (await sandbox.counted()).GetCallerIdentity ?? 0;
    expect(await fresh.getTrustPolicy(developer)).not.toBeNull();
    expect((await sandbox.counted()).GetCallerIdentity).toBe(before + 1);
  });

  beforeEach(() => {
    vi.unstubAllEnvs();
    stubAwsEnvironment({
      AWS_ACCESS_KEY_ID: sandbox.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: sandbox.credentials.secretAccessKey,
    });
  });
});
