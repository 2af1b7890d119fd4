import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createAws } from "#lib/aws/aws.ts";
import type { AwsAccountPort } from "#lib/enrollment/ports.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";
import { listening } from "./listening.ts";
import { stubAwsEnvironment } from "./sandbox-account.ts";

const opened: { close(): void }[] = [];

beforeEach(() => {
  stubAwsEnvironment({ AWS_ACCESS_KEY_ID: "AKIAAAAAAAAAAAAAAAAA", AWS_SECRET_ACCESS_KEY: "x" });
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of opened.splice(0)) server.close();
});

const identityXml = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<UserId>AIDA</UserId><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/app</Arn>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** An endpoint that knows who calls, and answers everything else in its own way. */
async function endpoint(answer: RequestListener): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      const action = new URLSearchParams(body).get("Action") ?? "";
      if (action === "GetCallerIdentity") {
        response.writeHead(200, { "content-type": "text/xml" }).end(identityXml);
        return;
      }
      seen.push(body);
      answer(request, response);
    });
  });
  opened.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  return { url: await listening(server), seen };
}

function openAccount(url: string, requestTimeoutMs = 5_000): AwsAccountPort {
  return createAws({
    region: "us-east-1",
    endpointUrls: { iam: url, sts: url },
    clock: new VirtualClock(),
    random: () => 0,
    requestTimeoutMs,
  }).account({ accountId: "123456789012", partition: "aws", accessRoleArn: null, externalId: null });
}

const role = "arn:aws:iam::123456789012:role/x";

describe("an endpoint", () => {
  test("that answers with a page instead of XML is told as such, naming the call", async () => {
    const { url } = await endpoint((_request, response) => {
      response
        .writeHead(500, { "content-type": "text/html" })
        .end("<html><body><h1>500</h1><br></body></html>");
    });
    await expect(
      openAccount(url).addAudience(role.replace("role/", "oidc-provider/"), "a"),
    ).rejects.toMatchObject({
      code: "aws-unsupported",
      problem: {
        what: `${url} answered iam:AddClientIDToOpenIDConnectProvider with something that is not an answer of AWS (HTTP 500).`,
      },
    });
  });

  test("that asks for a proxy sign-in is no answer of AWS either", async () => {
    const { url } = await endpoint((_request, response) => {
      response.writeHead(407, { "content-type": "text/html" }).end("<html>sign in</html>");
    });
    await expect(openAccount(url).getTrustPolicy(role)).rejects.toMatchObject({ code: "aws-unknown" });
  });

  test("that lacks a call is unsupported", async () => {
    const { url } = await endpoint((_request, response) => {
      response
        .writeHead(400, { "content-type": "text/xml" })
        .end(
          "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>Could not find operation</Message></Error></ErrorResponse>",
        );
    });
    await expect(openAccount(url).getTrustPolicy(role)).rejects.toMatchObject({
      code: "aws-unsupported",
      problem: {
        what: "The AWS endpoint does not know iam:GetRole.",
        why: `${url} answers for AWS and lacks this call.`,
      },
    });
  });

  test("that never answers is given up after two attempts", async () => {
    const { url, seen } = await endpoint(() => undefined);
    await expect(openAccount(url, 100).getTrustPolicy(role)).rejects.toMatchObject({
      code: "aws-unreachable",
      problem: { why: "No answer came in time.", evidence: `iam:GetRole at ${url}: ETIMEDOUT` },
    });
    expect(seen).toHaveLength(2);
  });

  test("where nothing listens is named", async () => {
    const server = createServer();
    const url = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    await expect(openAccount(url).scanRoles()).rejects.toMatchObject({
      code: "aws-unreachable",
      problem: {
        what: `The app cannot reach STS at ${url}.`,
        why: "Nothing listens there.",
        evidence: `sts:GetCallerIdentity at ${url}: ECONNREFUSED`,
      },
    });
  });

  test("that ignores paging and sends plain documents is understood", async () => {
    const trust = '{"Version":"2012-10-17","Statement":[]}';
    const { url, seen } = await endpoint((_request, response) => {
      response.writeHead(200, { "content-type": "text/xml" }).end(
        `<GetAccountAuthorizationDetailsResponse><GetAccountAuthorizationDetailsResult>
        <IsTruncated>true</IsTruncated>
        <RoleDetailList><member><RoleName>x</RoleName><Path>/</Path><RoleId>AROAX</RoleId><Arn>${role}</Arn>
        <AssumeRolePolicyDocument>${trust.replaceAll('"', "&quot;")}</AssumeRolePolicyDocument></member></RoleDetailList>
        </GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>`,
      );
    });
    const scan = await openAccount(url).scanRoles();
    expect(scan.roles).toMatchObject([{ arn: role, trustPolicy: trust, tags: [], boundary: null }]);
    expect(scan.trustPolicySizeQuota).toBe(2048);
    expect(seen.filter((body) => body.includes("GetAccountAuthorizationDetails"))).toHaveLength(1);
  });
});
