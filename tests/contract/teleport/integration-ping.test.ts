import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createAws } from "#lib/aws/aws.ts";
import { readEndpointUrls } from "#lib/aws/endpoint-urls.ts";
import type { AwsAccountPort } from "#lib/enrollment/ports.ts";
import { startSandbox } from "#lib/sandbox/run/sandbox.ts";
import type { Sandbox } from "#lib/sandbox/run/sandbox.ts";
import { createTeleport } from "#lib/teleport/teleport.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";
import { stubAwsEnvironment } from "../aws/sandbox-account.ts";
import type { OpenTeleport } from "./sandbox-cluster.ts";

let sandbox: Sandbox;
let account: AwsAccountPort;
let teleport: OpenTeleport;

beforeAll(async () => {
  sandbox = await startSandbox({ awsPort: 0, teleportPort: 0, webPort: 0, dir: null, roles: 0 });
  stubAwsEnvironment(sandbox.env);
  const clock = new VirtualClock(new Date().toISOString());
  const region = sandbox.env.AWS_REGION ?? "";
  account = createAws({ region, endpointUrls: await readEndpointUrls(region), clock }).account({
    accountId: "123456789012",
    partition: "aws",
    accessRoleArn: null,
    externalId: null,
  });
  teleport = createTeleport({
    proxyAddress: sandbox.env.TELEPORT_PROXY ?? "",
    identityFile: sandbox.env.TELEPORT_IDENTITY_FILE ?? "",
    caFile: sandbox.env.TELEPORT_CA_FILE ?? "",
    clock,
  });
});
afterAll(async () => {
  teleport.close();
  vi.unstubAllEnvs();
  await sandbox.close();
});

test("the cluster reaches an account that it was not in a minute ago, by role and then by name", async () => {
  const issuer = await teleport.issuer();
  const providerArn = `arn:aws:iam::123456789012:oidc-provider/${issuer.hostAndPath}`;
  const roleArn = "arn:aws:iam::123456789012:role/teleport-integration";
  await expect(teleport.ping({ roleArn })).rejects.toMatchObject({
    code: "aws-not-found",
    problem: { why: "The account has no OIDC provider for the cluster's issuer." },
  });

  const audiences = ["discover.teleport"];
  await account.createOidcProvider({ url: issuer.url, audiences, thumbprints: [], tags: [] });
  await expect(teleport.ping({ roleArn })).rejects.toMatchObject({
    code: "aws-access-denied",
    problem: {
      why: "The role does not exist, or its trust policy does not let the cluster's issuer in.",
    },
  });
  await account.createRole({
    roleArn,
    description: "Used by Teleport",
    trustPolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Federated: providerArn },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringEquals: { [`${issuer.hostAndPath}:aud`]: audiences } },
        },
      ],
    }),
    tags: [],
  });
  expect(await teleport.ping({ roleArn })).toMatchObject({
    accountId: "123456789012",
    arn: expect.stringContaining(":assumed-role/teleport-integration/") as unknown,
  });

  await teleport.createIntegration({ name: "acme-production", roleArn });
  expect(await teleport.ping({ integration: "acme-production" })).toMatchObject({
    accountId: "123456789012",
  });
});
