import { GetRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { Code } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSandbox, type Sandbox } from "#lib/sandbox/run/sandbox.ts";
import { Browser, launchLink } from "./browser.ts";
import { clientsFor, control, type Clients } from "./grpc-client.ts";

let sandbox: Sandbox;
let bot: Clients;
const role = (name: string): string => `arn:aws:iam::210987654321:role/${name}`;

beforeAll(async () => {
  sandbox = await startSandbox({ awsPort: 0, teleportPort: 0, webPort: 0, dir: null, roles: 0 });
  bot = clientsFor(sandbox.teleport);
});

afterAll(async () => {
  bot.close();
  await sandbox.close();
});

/** A client in the development account, reached as the app reaches it. */
async function developmentIam(): Promise<IAMClient> {
  const shared = { region: "us-east-1", endpoint: sandbox.aws.url };
  const sts = new STSClient({ ...shared, credentials: sandbox.aws.credentials });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: role("aws-access-for-teleport"), RoleSessionName: "test" }),
  );
  sts.destroy();
  return new IAMClient({
    ...shared,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    },
  });
}

async function signedIn(user: string): Promise<Browser> {
  const browser = new Browser(sandbox.teleport);
  await browser.signIn(user);
  return browser;
}

test("Ping becomes the integration role and answers who it is, by role alone and by name", async () => {
  const roleArn = role("teleport-integration-dev");
  for (const request of [{ roleArn }, { integration: "acme-development" }]) {
    const answer = await bot.awsOidc.ping(request);
    expect(answer.accountId).toBe("210987654321");
    expect(answer.arn).toMatch(
      /^arn:aws:sts::210987654321:assumed-role\/teleport-integration-dev\/teleport-\d+$/,
    );
    expect(answer.userId).toMatch(/^AROA/);
  }
});

test("what AWS refuses, Ping passes on in AWS's words", async () => {
  await expect(bot.awsOidc.ping({ roleArn: role("Admin") })).rejects.toMatchObject({
    code: Code.Unknown,
    rawMessage: expect.stringMatching(
      /AssumeRoleWithWebIdentity.*StatusCode: 403.*AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity/,
    ),
  });
});

test("a launch runs the whole chain and ends at the console page of account, role and user", async () => {
  const browser = await signedIn("dana");
  const response = await browser.get(launchLink("acme-development", role("Developer")));
  expect(response.status).toBe(302);
  const login = response.headers.get("location") ?? "";
  expect(login.startsWith(`${sandbox.env["AWS_FEDERATION_URL"]}?Action=login`)).toBe(true);
  const page = await (await fetch(login)).text();
  expect(page).toContain("210987654321");
  expect(page).toContain("Developer");
  expect(page).toContain("dana");
});

test("a role without our trust is refused by AWS, in its words and with 403", async () => {
  await control(sandbox.teleport, "PUT", "users", {
    name: "rita",
    roles: ["access"],
    traits: { aws_role_arns: [role("ReadOnly")] },
  });
  const browser = await signedIn("rita");
  const response = await browser.get(launchLink("acme-development", role("ReadOnly")));
  expect(response.status).toBe(403);
  const page = await response.text();
  expect(page).toContain("AWS refused");
  expect(page).toMatch(/is not authorized to perform: sts:AssumeRole on resource/);
});

test("a user name that AWS takes for no session name fails in AWS's words", async () => {
  await control(sandbox.teleport, "PUT", "users", { name: "zoë k", roles: ["aws_dev"] });
  const browser = await signedIn("zoë k");
  const response = await browser.get(launchLink("acme-development", role("Developer")));
  expect(response.status).toBe(403);
  expect(await response.text()).toContain("ValidationError");
});

test("an app's external id is sent with AssumeRole", async () => {
  const iam = await developmentIam();
  const read = await iam.send(new GetRoleCommand({ RoleName: "Developer" }));
  const trust = JSON.parse(decodeURIComponent(read.Role?.AssumeRolePolicyDocument ?? ""));
  for (const statement of trust.Statement) {
    if (statement.Principal.AWS)
      statement.Condition = { StringEquals: { "sts:ExternalId": "shared-secret" } };
  }
  await iam.send(
    new UpdateAssumeRolePolicyCommand({ RoleName: "Developer", PolicyDocument: JSON.stringify(trust) }),
  );
  iam.destroy();

  const browser = await signedIn("dana");
  const link = launchLink("acme-development", role("Developer"));
  expect((await browser.get(link)).status).toBe(403);

  const app = {
    name: "acme-development",
    host_id: "3f6b1c52-9a0e-4d53-8c55-5d0a1f2e7b10",
    public_addr: "acme-development.teleport.acme.test",
    integration: "acme-development",
    external_id: "shared-secret",
    labels: { aws_account_id: "210987654321" },
  };
  await control(sandbox.teleport, "PUT", "app-servers", app);
  expect((await browser.get(link)).status).toBe(302);
});
