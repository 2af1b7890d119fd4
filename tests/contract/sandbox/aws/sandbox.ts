import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient, type Credentials } from "@aws-sdk/client-sts";
import { afterEach, expect } from "vitest";
import { startAws, type AwsSandbox, type AwsSandboxOptions } from "#lib/sandbox/aws/server.ts";

export const accountId = "123456789012";
export const developmentId = "210987654321";
export const appUserArn = `arn:aws:iam::${accountId}:user/aws-access-app`;
export const developmentAccessArn = `arn:aws:iam::${developmentId}:role/aws-access-for-teleport`;

const running: AwsSandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
});

/** A sandbox of its own for one test: in memory, without roles unless asked for. */
export async function startSandbox(options: Partial<AwsSandboxOptions> = {}): Promise<AwsSandbox> {
  const sandbox = await startAws({
    port: 0,
    statePath: null,
    extraRoles: 0,
    issuers: new Map(),
    seed: "empty",
    ...options,
  });
  running.push(sandbox);
  return sandbox;
}

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** One attempt per call, so that each refusal is seen once. */
export function clientsFor(
  sandbox: Pick<AwsSandbox, "url" | "credentials">,
  credentials: Keys = sandbox.credentials,
) {
  // The SDK writes into the object that it is given.
  const config = {
    endpoint: sandbox.url,
    region: "us-east-1",
    credentials: { ...credentials },
    maxAttempts: 1,
  };
  return { iam: new IAMClient(config), sts: new STSClient(config) };
}

export function keysOf(credentials: Credentials | undefined): Required<Keys> {
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
  } = credentials ?? {};
  if (!accessKeyId || !secretAccessKey || !sessionToken) throw new Error("no credentials in the answer");
  return { accessKeyId, secretAccessKey, sessionToken };
}

export async function assume(sts: STSClient, roleArn: string, sessionName = "tester") {
  const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName });
  return keysOf((await sts.send(command)).Credentials);
}

export const policy = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

export const trusting = (principal: unknown, more: object = {}) =>
  policy({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...more });

/** A role that the app's user may assume, with the given inline policy, and clients that act as it. */
export async function actAs(sandbox: AwsSandbox, roleName: string, inlinePolicy?: string) {
  const { iam, sts } = clientsFor(sandbox);
  const trust = trusting({ AWS: appUserArn });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: roleName, AssumeRolePolicyDocument: trust }),
  );
  if (inlinePolicy !== undefined) {
    await iam.send(
      new PutRolePolicyCommand({ RoleName: roleName, PolicyName: "own", PolicyDocument: inlinePolicy }),
    );
  }
  const keys = await assume(sts, Role?.Arn ?? "");
  return { ...clientsFor(sandbox, keys), keys, roleArn: Role?.Arn ?? "" };
}

interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly message?: string | RegExp;
}

/**
 * For `rejects.toMatchObject`: what the SDK throws for this answer. It adds `Exception` to codes that AWS's model knows;
 * the wire has them without.
 */
export function refused({ code, status, message }: Refusal): object {
  const wanted = message instanceof RegExp ? expect.stringMatching(message) : message;
  return {
    $metadata: { httpStatusCode: status },
    name: expect.stringMatching(new RegExp(`^${code}(Exception)?$`)),
    ...(message === undefined ? {} : { message: wanted }),
  };
}

/** `accepted`, or the code of the refusal. */
export async function answerTo(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "accepted",
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}

/** Calls the sandbox's own control paths. */
export async function control(sandbox: AwsSandbox, method: string, path: string, body?: unknown) {
  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method,
    headers: { "x-sandbox": "1" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status).toBe(200);
  return response.json();
}

export function clockAt(start: string) {
  let nowMs = Date.parse(start);
  return {
    now: () => new Date(nowMs),
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
}
