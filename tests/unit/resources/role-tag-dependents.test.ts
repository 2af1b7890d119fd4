import { expect, test } from "vitest";
import type { AwsAccountPort, TeleportPort } from "#lib/enrollment/ports.ts";
import { roleTag } from "#lib/resources/role-tag.ts";
import { sampleScope } from "../../support/journal/samples.ts";
import { document, trustsEc2, trustsRole } from "../../support/observation/aws.ts";
import { integration } from "../../support/observation/teleport.ts";
import { partialPort } from "../../support/ports/partial-port.ts";

const arnOf = (name: string, accountId: string = sampleScope.accountId) =>
  `arn:aws:iam::${accountId}:role/${name}`;
const root = trustsRole(`arn:aws:iam::${sampleScope.accountId}:root`);

function dependents(trustPolicy: string) {
  const integrations = [
    integration({ name: sampleScope.integration, roleArn: sampleScope.integrationRoleArn }),
    integration({ name: "second", roleArn: arnOf("teleport-integration-two") }),
    integration({ name: "elsewhere", roleArn: arnOf("teleport-integration", "999999999999") }),
  ];
  const aws = partialPort<AwsAccountPort>("aws", {
    getTrustPolicy: () => Promise.resolve(trustPolicy),
    getRoleTags: () => Promise.resolve([]),
  });
  const teleport = partialPort<TeleportPort>("teleport", {
    listIntegrations: () => Promise.resolve(integrations),
  });
  return roleTag.dependents(
    { scope: sampleScope, aws, teleport },
    `${arnOf("Target")}#teleport.dev/integration`,
  );
}

test("the target tag is needed by another integration of the account that gets in without being named", async () => {
  const needed = [expect.stringContaining("second")];
  expect(await dependents(document(root))).toEqual(needed);
  expect(await dependents(document(trustsRole("*")))).toEqual(needed);
  const asked = { ...root, Condition: { StringEquals: { "sts:ExternalId": "theirs" } } };
  expect(await dependents(document(asked))).toEqual(needed);
  expect(await dependents("{")).toEqual(needed);
});

test("the target tag is free where the trust policy lets in services, or others of the account by a condition that no integration meets", async () => {
  const admin = { StringEquals: { "aws:PrincipalArn": arnOf("Admin") } };
  expect(await dependents(document(trustsEc2, { ...root, Condition: admin }))).toEqual([]);
  const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
  expect(await dependents(document({ ...root, Condition: mfa }))).toEqual([]);
});
