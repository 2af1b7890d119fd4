import { createServer } from "node:http";
import { expect, onTestFinished, test, vi } from "vitest";
import { createAws } from "#lib/aws/aws.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";
import { listening } from "./listening.ts";
import { stubAwsEnvironment } from "./sandbox-account.ts";

const identityXml = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<UserId>AIDA</UserId><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/app</Arn>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;

test("an account that is opened again goes on over the connection that is there", async () => {
  stubAwsEnvironment({ AWS_ACCESS_KEY_ID: "AKIAAAAAAAAAAAAAAAAA", AWS_SECRET_ACCESS_KEY: "x" });
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  let connections = 0;
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(200, { "content-type": "text/xml" }).end(identityXml);
  }).on("connection", () => {
    connections += 1;
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = await listening(server);
  const aws = createAws({
    region: "us-east-1",
    endpointUrls: { iam: url, sts: url },
    clock: new VirtualClock(),
  });
  const account = {
    accountId: "123456789012",
    partition: "aws",
    accessRoleArn: null,
    externalId: null,
  } as const;

  for (let reading = 1; reading <= 3; reading += 1) await aws.account(account).identity();

  // Each opening proves anew whose its credentials are, before they are used.
  expect(requests).toBe(6);
  expect(connections).toBe(1);
});
