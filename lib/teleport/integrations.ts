import { create } from "@bufbuild/protobuf";
import type { Integration, IntegrationPing } from "#lib/domain/teleport/types.ts";
import { AppError } from "#lib/domain/errors.ts";
import { AWSOIDCService } from "#lib/proto/gen/teleport/integration/v1/awsoidc_service_pb.js";
import { IntegrationService } from "#lib/proto/gen/teleport/integration/v1/integration_service_pb.js";
import { IntegrationV1Schema } from "#lib/proto/gen/teleport/legacy/types/integration_pb.js";
import type { IntegrationV1 } from "#lib/proto/gen/teleport/legacy/types/integration_pb.js";
import type { AuthClient } from "./auth-client.ts";
import { unlessMissing } from "./outcomes.ts";
import { allPages } from "./pages.ts";

const kind = "integration";
const awsOidc = "aws-oidc";

function mapIntegration(message: IntegrationV1): Integration {
  const spec = message.Spec?.SubKindSpec;
  const aws = spec?.case === "AWSOIDC" ? spec.value : undefined;
  return {
    name: message.Header?.Metadata?.Name ?? "",
    subKind: message.Header?.SubKind ?? "",
    roleArn: aws?.RoleARN ?? "",
    audience: aws?.audience ?? "",
    issuerS3Uri: aws?.IssuerS3URI ?? "",
    revision: message.Header?.Metadata?.Revision ?? "",
  };
}

/** All kinds: another kind's integration takes a name too. */
export async function listIntegrations(client: AuthClient): Promise<readonly Integration[]> {
  const messages = await allPages((nextKey, limit) =>
    client.read(IntegrationService, { verb: "list", kind, name: "" }, async (service) => {
      const page = await service.listIntegrations({ limit, nextKey });
      return { items: page.integrations, nextKey: page.nextKey };
    }),
  );
  return messages.map(mapIntegration);
}

function read(client: AuthClient, name: string): Promise<IntegrationV1> {
  return client.read(IntegrationService, { verb: "read", kind, name }, (service) =>
    service.getIntegration({ name }),
  );
}

export async function getIntegration(client: AuthClient, name: string): Promise<Integration | null> {
  const message = await unlessMissing(read(client, name));
  return message === null ? null : mapIntegration(message);
}

export async function createIntegration(
  client: AuthClient,
  { name, roleArn }: { name: string; roleArn: string },
): Promise<void> {
  const integration = create(IntegrationV1Schema, {
    Header: { Kind: kind, SubKind: awsOidc, Version: "v1", Metadata: { Name: name, Namespace: "default" } },
    Spec: { SubKindSpec: { case: "AWSOIDC", value: { RoleARN: roleArn } } },
  });
  await client.write(IntegrationService, { verb: "create", kind, name }, (service) =>
    service.createIntegration({ integration }),
  );
}

export async function updateIntegration(client: AuthClient, name: string, roleArn: string): Promise<void> {
  const integration = await read(client, name);
  const spec = integration.Spec?.SubKindSpec;
  if (spec?.case !== "AWSOIDC") {
    throw new AppError({
      code: "refused-by-gateway",
      what: `The integration “${name}” is not an AWS OIDC integration.`,
      why: `Its kind is ${integration.Header?.SubKind ?? "unknown"}; the app writes aws-oidc only.`,
      remedy: "Choose another integration.",
      evidence: name,
    });
  }
  spec.value.RoleARN = roleArn;
  await client.write(IntegrationService, { verb: "update", kind, name }, (service) =>
    service.updateIntegration({ integration }),
  );
}

/** Repeatable: an integration that is gone already is no failure. */
export async function deleteIntegration(client: AuthClient, name: string): Promise<void> {
  await unlessMissing(
    client.write(IntegrationService, { verb: "delete", kind, name }, (service) =>
      service.deleteIntegration({ name }),
    ),
  );
}

/** The auth service takes the integration role and asks AWS who it is. A name is always looked up: never send both. */
export async function pingIntegration(
  client: AuthClient,
  target: { integration: string } | { roleArn: string },
): Promise<IntegrationPing> {
  const name = "integration" in target ? target.integration : target.roleArn;
  const answer = await client.read(AWSOIDCService, { verb: "use", kind, name }, (service) =>
    service.ping("integration" in target ? { integration: target.integration } : { roleArn: target.roleArn }),
  );
  return { accountId: answer.accountId, arn: answer.arn, userId: answer.userId };
}
