import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { DeleteRoleCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect, it } from "vitest";
import {
  actAs,
  appUserArn,
  assume,
  clientsFor,
  clockAt,
  developmentAccessArn,
  developmentId,
  refused,
  startSandbox,
} from "./sandbox.ts";

const whoAmI = "Action=GetCallerIdentity&Version=2011-06-15";

describe("signatures", () => {
  it("accepts the SDK's signature and says who signed", async () => {
    const sandbox = await startSandbox();
    const identity = await clientsFor(sandbox).sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Account: "123456789012", Arn: appUserArn });
    expect(identity.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
    expect(identity.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("makes the credentials up at each first start", async () => {
    const [one, other] = await Promise.all([startSandbox(), startSandbox()]);
    expect(one.credentials.secretAccessKey).not.toBe(other.credentials.secretAccessKey);
    expect(one.credentials.accessKeyId).not.toBe(other.credentials.accessKeyId);
  });

  it("refuses a wrong secret and an unknown key, each with AWS's code", async () => {
    const sandbox = await startSandbox();
    const { accessKeyId } = sandbox.credentials;
    const wrong = clientsFor(sandbox, { accessKeyId, secretAccessKey: "not-the-secret" });
    await expect(wrong.iam.send(new ListRolesCommand({}))).rejects.toMatchObject(
      refused({
        code: "SignatureDoesNotMatch",
        status: 403,
        message: /^The request signature we calculated does not match/,
      }),
    );
    const unknown = clientsFor(sandbox, { accessKeyId: "AKIAUNKNOWN", secretAccessKey: "x" });
    await expect(unknown.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
      refused({
        code: "InvalidClientTokenId",
        status: 403,
      }),
    );
  });

  it("binds a session's keys to its token and its lifetime", async () => {
    const clock = clockAt("2026-11-22T10:00:00Z");
    const sandbox = await startSandbox({ now: clock.now });
    const config = { ...clientsFor(sandbox) };
    config.sts.config.systemClockOffset = clock.now().getTime() - Date.now();
    const keys = await assume(config.sts, developmentAccessArn);
    const session = clientsFor(sandbox, keys);
    const forged = clientsFor(sandbox, { ...keys, sessionToken: `${keys.sessionToken}A` });
    const bare = clientsFor(sandbox, {
      accessKeyId: keys.accessKeyId,
      secretAccessKey: keys.secretAccessKey,
    });
    for (const { sts } of [session, forged, bare]) {
      sts.config.systemClockOffset = clock.now().getTime() - Date.now();
    }
    const identity = await session.sts.send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(`arn:aws:sts::${developmentId}:assumed-role/aws-access-for-teleport/tester`);
    const invalid = { code: "InvalidClientTokenId", status: 403 };
    await expect(forged.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(refused(invalid));
    await expect(bare.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(refused(invalid));
    clock.advance(3600_000);
    session.sts.config.systemClockOffset = clock.now().getTime() - Date.now();
    await expect(session.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
      refused({
        code: "ExpiredToken",
        status: 403,
      }),
    );
  });

  it("refuses sessions of a role that was deleted", async () => {
    const sandbox = await startSandbox();
    const actor = await actAs(sandbox, "short-lived");
    const { iam } = clientsFor(sandbox);
    await iam.send(new DeleteRoleCommand({ RoleName: "short-lived" }));
    await expect(actor.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
      refused({
        code: "InvalidClientTokenId",
        status: 403,
      }),
    );
  });
});

describe("requests by hand", () => {
  async function post(
    sandbox: Awaited<ReturnType<typeof startSandbox>>,
    change: { body?: string; signedBody?: string; service?: string; date?: Date; headers?: object } = {},
  ) {
    const { host, hostname, port } = new URL(sandbox.url);
    const signer = new SignatureV4({
      credentials: sandbox.credentials,
      region: "eu-west-1",
      service: change.service ?? "sts",
      sha256: Sha256,
    });
    const signed = await signer.sign(
      {
        method: "POST",
        protocol: "http:",
        hostname,
        port: Number(port),
        path: "/",
        query: {},
        headers: { host, "content-type": "application/x-www-form-urlencoded" },
        body: change.signedBody ?? whoAmI,
      },
      change.date ? { signingDate: change.date } : {},
    );
    const response = await fetch(sandbox.url, {
      method: "POST",
      headers: { ...signed.headers, ...change.headers },
      body: change.body ?? whoAmI,
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  it("answers in XML with the request id in a header", async () => {
    const answer = await post(await startSandbox());
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/xml/);
    const id = answer.headers.get("x-amzn-requestid");
    expect(answer.text).toContain(`<RequestId>${id}</RequestId>`);
    expect(answer.text).toContain("<GetCallerIdentityResult><Arn>");
  });

  it("notices a body that was changed after signing", async () => {
    const answer = await post(await startSandbox(), {
      signedBody: "Action=GetCallerIdentity&Version=2011-06-15&x=1",
    });
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining("SignatureDoesNotMatch") });
  });

  it("notices a signature for the other service", async () => {
    const answer = await post(await startSandbox(), { service: "iam" });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("Credential should be scoped to correct service");
  });

  it.each([
    [-16, 403, "Signature expired: "],
    [-14, 200, "GetCallerIdentityResult"],
    [14, 200, "GetCallerIdentityResult"],
    [16, 403, "Signature not yet current: "],
  ])("with a clock that is %i minutes off answers %i", async (minutes, status, text) => {
    const clock = clockAt("2026-11-22T10:00:00Z");
    const sandbox = await startSandbox({ now: clock.now });
    const date = new Date(clock.now().getTime() + minutes * 60_000);
    expect(await post(sandbox, { date })).toMatchObject({ status, text: expect.stringContaining(text) });
  });

  it("tells a missing signature from a broken one", async () => {
    const sandbox = await startSandbox();
    const unsigned = await fetch(`${sandbox.url}/?${whoAmI}`);
    expect(unsigned.status).toBe(403);
    expect(await unsigned.text()).toContain("<Code>MissingAuthenticationToken</Code>");
    const broken = await post(sandbox, { headers: { authorization: "AWS4-HMAC-SHA256 Credential=a/b" } });
    expect(broken.status).toBe(400);
    expect(broken.text).toContain("<Code>IncompleteSignature</Code>");
  });

  it("answers InvalidAction to what it does not have, prototype names included", async () => {
    const sandbox = await startSandbox();
    for (const action of ["CreateUser", "toString", "__proto__"]) {
      const body = `Action=${action}&Version=2010-05-08`;
      const answer = await post(sandbox, { body, signedBody: body, service: "iam" });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain("<Code>InvalidAction</Code>");
      expect(answer.text).toContain(`Could not find operation ${action} for version 2010-05-08`);
    }
  });

  it("never answers across sites", async () => {
    const answer = await post(await startSandbox(), { headers: { origin: "https://evil.test" } });
    const names = [...answer.headers.keys()].filter((name) => name.startsWith("access-control-"));
    expect(names).toEqual([]);
  });
});
