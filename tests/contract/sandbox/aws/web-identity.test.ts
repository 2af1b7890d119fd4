import { CreateOpenIDConnectProviderCommand, CreateRoleCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
} from "@aws-sdk/client-sts";
import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import type { AwsSandbox } from "#lib/sandbox/aws/server.ts";
import { startIssuer } from "./issuer.ts";
import { accountId, answerTo, clientsFor, refused, keysOf, policy, startSandbox } from "./sandbox.ts";

const issuerUrl = "https://teleport.acme.test";
const RoleArn = `arn:aws:iam::${accountId}:role/teleport`;
const nowSeconds = () => Math.floor(Date.now() / 1000);

async function enrolled(
  condition: object = { StringEquals: { "teleport.acme.test:aud": "discover.teleport" } },
) {
  const issuer = await startIssuer(issuerUrl);
  const sandbox = await startSandbox({ issuers: issuer.issuers });
  const { iam } = clientsFor(sandbox);
  const provider = await iam.send(
    new CreateOpenIDConnectProviderCommand({ Url: issuerUrl, ClientIDList: ["discover.teleport"] }),
  );
  const trust = policy({
    Effect: "Allow",
    Principal: { Federated: provider.OpenIDConnectProviderArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: condition,
  });
  await iam.send(new CreateRoleCommand({ RoleName: "teleport", AssumeRolePolicyDocument: trust }));
  return { issuer, sandbox, iam };
}

const enter = (sandbox: AwsSandbox, WebIdentityToken: string, more: object = {}) =>
  clientsFor(sandbox).sts.send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: "ping", WebIdentityToken, ...more }),
  );

const invalid = (message?: string | RegExp) => ({
  code: "InvalidIdentityToken",
  status: 400,
  ...(message === undefined ? {} : { message }),
});

describe("AssumeRoleWithWebIdentity", () => {
  it("gives a session of the role for a token of the issuer, unsigned", async () => {
    const { issuer, sandbox, iam } = await enrolled();
    const answer = await enter(sandbox, await issuer.sign());
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: "system:proxy",
      Audience: "discover.teleport",
      Provider: issuerUrl,
      AssumedRoleUser: { Arn: `arn:aws:sts::${accountId}:assumed-role/teleport/ping` },
    });
    const session = clientsFor(sandbox, keysOf(answer.Credentials));
    expect((await session.sts.send(new GetCallerIdentityCommand({}))).Account).toBe(accountId);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: "teleport" }));
    expect(Role?.RoleLastUsed?.LastUsedDate).toBeInstanceOf(Date);
  });

  it("reads the keys at the address given for the issuer, once for several tokens", async () => {
    const { issuer, sandbox } = await enrolled();
    issuer.seen.length = 0;
    await enter(sandbox, await issuer.sign());
    await enter(sandbox, await issuer.sign());
    expect(issuer.seen).toEqual([
      "teleport.acme.test /.well-known/openid-configuration",
      "teleport.acme.test /.well-known/jwks-oidc",
    ]);
  });

  it("refuses tokens that are not what they should be", async () => {
    const { issuer, sandbox } = await enrolled();
    const past = nowSeconds() - 600;
    await expect(enter(sandbox, "not.a.token")).rejects.toMatchObject(refused(invalid(/not a valid JWT/)));
    await expect(enter(sandbox, await issuer.sign({ aud: "sts.amazonaws.com" }))).rejects.toMatchObject(
      refused(invalid("Incorrect token audience")),
    );
    await expect(enter(sandbox, await issuer.sign({ iat: past, exp: past + 60 }))).rejects.toMatchObject(
      refused({
        code: "ExpiredTokenException",
        status: 400,
        message: /^Token expired: current date\/time \d+ must be before the expiration date\/time \d+$/,
      }),
    );
    const stranger = await startIssuer(issuerUrl);
    await expect(enter(sandbox, await stranger.sign())).rejects.toMatchObject(
      refused(invalid(/signature is invalid/)),
    );
    await expect(enter(sandbox, await issuer.sign({}, { kid: "other" }))).rejects.toMatchObject(
      refused(invalid(/verification key/)),
    );
    const weak = await new SignJWT({ sub: "x", aud: "discover.teleport" })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer(issuerUrl)
      .setIssuedAt()
      .setExpirationTime("1m")
      .sign(new TextEncoder().encode("a shared secret of thirty-two by"));
    await expect(enter(sandbox, weak)).rejects.toMatchObject(refused(invalid()));
  });

  it("needs a provider of that issuer in the role's account", async () => {
    const { sandbox } = await enrolled();
    const other = await startIssuer("https://other.test");
    await expect(enter(sandbox, await other.sign())).rejects.toMatchObject(
      refused(invalid("No OpenIDConnect provider found in your account for https://other.test")),
    );
  });

  it("says that the issuer can't be reached", async () => {
    const { issuer, sandbox } = await enrolled();
    sandbox.setIssuers(new Map([[issuerUrl, "http://127.0.0.1:9"]]));
    await expect(enter(sandbox, await issuer.sign())).rejects.toMatchObject(
      refused({ code: "IDPCommunicationError", status: 400 }),
    );
  });

  it.each([
    [{ StringEquals: { "teleport.acme.test:aud": "other" } }, false],
    [{ StringEquals: { "teleport.acme.test:sub": "system:proxy" } }, true],
    [{ StringLike: { "teleport.acme.test:sub": "system:*" } }, true],
    [{ StringEquals: { "teleport.acme.test:sub": "system:other" } }, false],
    [{ StringEquals: { "sts:RoleSessionName": "ping" } }, true],
    [{ Null: { "aws:MultiFactorAuthPresent": "true" } }, true],
  ])("follows the trust policy's conditions %j: %s", async (condition, works) => {
    const { issuer, sandbox } = await enrolled(condition);
    const answer = await answerTo(enter(sandbox, await issuer.sign()));
    expect(answer).toBe(works ? "accepted" : "AccessDenied");
  });

  it("is refused for a role that does not exist or does not trust the provider", async () => {
    const { issuer, sandbox, iam } = await enrolled();
    const trust = policy({ Effect: "Allow", Principal: { AWS: accountId }, Action: "sts:AssumeRole" });
    await iam.send(new CreateRoleCommand({ RoleName: "other", AssumeRolePolicyDocument: trust }));
    const denied = {
      code: "AccessDenied",
      status: 403,
      message: "Not authorized to perform sts:AssumeRoleWithWebIdentity",
    };
    for (const name of ["other", "missing"]) {
      const more = { RoleArn: `arn:aws:iam::${accountId}:role/${name}` };
      await expect(enter(sandbox, await issuer.sign(), more)).rejects.toMatchObject(refused(denied));
    }
  });

  it("leads on to a target by role chaining, without a second factor in sight", async () => {
    const { issuer, sandbox, iam } = await enrolled();
    const create = (RoleName: string, condition: object) =>
      iam.send(
        new CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: policy({
            Effect: "Allow",
            Principal: { AWS: RoleArn },
            Action: "sts:AssumeRole",
            Condition: condition,
          }),
        }),
      );
    await create("absent", { Null: { "aws:MultiFactorAuthPresent": "true" } });
    await create("if-exists", { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } });
    await create("demanded", { Bool: { "aws:MultiFactorAuthPresent": "true" } });
    const { Credentials } = await enter(sandbox, await issuer.sign());
    const { sts } = clientsFor(sandbox, keysOf(Credentials));
    const next = (name: string, more: object = {}) =>
      sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${accountId}:role/${name}`,
          RoleSessionName: "anna",
          ...more,
        }),
      );
    expect((await next("absent")).Credentials).toBeDefined();
    expect((await next("if-exists")).Credentials).toBeDefined();
    await expect(next("demanded")).rejects.toMatchObject(refused({ code: "AccessDenied", status: 403 }));
    await expect(next("absent", { DurationSeconds: 3601 })).rejects.toMatchObject(
      refused({ code: "ValidationError", status: 400 }),
    );
  });
});
