import type { Entity } from "../aws/store/model.ts";
import { allow, appAccessPolicy, document, integrationTags, integrationTrust } from "./aws-documents.ts";
import { policyEntity, providerEntity, userEntity, type SeededRole } from "./aws-entities.ts";
import { stagingCluster, stagingIntegrationName } from "./aws-names.ts";
import { ordinaryRoles } from "./aws-production-ordinary.ts";
import { trapRoles } from "./aws-production-traps.ts";
import { production } from "./company.ts";

const { accountId } = production;

const stagingIntegration: SeededRole = {
  name: "teleport-staging-integration",
  description: "Lets the staging cluster of Teleport reach this account",
  trust: integrationTrust(accountId, stagingCluster),
  tags: integrationTags(stagingCluster, stagingIntegrationName),
  inline: { AWSAppAccess: appAccessPolicy },
};

export const productionRoles: readonly SeededRole[] = [...ordinaryRoles, ...trapRoles, stagingIntegration];

export const productionOthers: readonly Entity[] = [
  userEntity(accountId, "/people/", "platform-admin", ["arn:aws:iam::aws:policy/AdministratorAccess"]),
  userEntity(accountId, "/service/", "ci-legacy"),
  policyEntity(accountId, "contractors", document(allow(["ec2:*", "s3:*", "logs:*", "cloudwatch:*"], "*")), {
    path: "/boundaries/",
    description: "The most that a contractor may ever do",
  }),
  providerEntity(accountId, "token.actions.githubusercontent.com", "sts.amazonaws.com"),
  providerEntity(
    accountId,
    stagingCluster,
    "discover.teleport",
    integrationTags(stagingCluster, stagingIntegrationName),
  ),
];
