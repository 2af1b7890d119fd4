import type { Entity } from "../aws/store/model.ts";
import {
  allow,
  appAccessPolicy,
  appPermissions,
  document,
  integrationTags,
  integrationTrust,
  trusts,
  trustsArn,
  trustsService,
} from "./aws-documents.ts";
import { providerEntity, userEntity, type SeededRole } from "./aws-entities.ts";
import {
  administratorAccess,
  powerUserAccess,
  rdsServiceRole,
  readOnlyAccess,
} from "./aws-managed-policies.ts";
import { rootArn } from "./aws-names.ts";
import {
  accountAccessRoleName,
  clusterName,
  development,
  developmentIntegration,
  issuerUrl,
  production,
} from "./company.ts";

const { accountId } = development;
const issuerHost = issuerUrl.slice("https://".length);
const adminArn = `arn:aws:iam::${accountId}:user/dev-admin`;

/** What the app assumes to work in an account that is not its own. */
export const accountAccessRoleIn = (account: string): SeededRole => ({
  name: accountAccessRoleName,
  description: "Assumed from production to enroll this account",
  trust: trustsArn(rootArn(production.accountId)),
  inline: { Enroll: appPermissions(account, []) },
});

export const developmentRoles: readonly SeededRole[] = [
  {
    name: developmentIntegration.roleName,
    description: "Lets Teleport reach this account",
    trust: integrationTrust(accountId, issuerHost),
    tags: integrationTags(clusterName, developmentIntegration.name),
    inline: { AWSAppAccess: appAccessPolicy },
    lastUsedAt: "2026-11-18T10:20:00Z",
  },
  {
    name: "Developer",
    description: "Enrolled by hand, as Teleport's guide says",
    trust: document(
      trusts({ Service: "ec2.amazonaws.com" }),
      trusts({ AWS: developmentIntegration.roleArn }),
    ),
    attached: [powerUserAccess],
    tags: { "teleport.dev/integration": "true", owner: "engineering" },
    lastUsedAt: "2026-11-18T10:21:00Z",
  },
  {
    name: "ReadOnly",
    description: "Tagged, but its trust policy was forgotten",
    trust: trustsArn(adminArn),
    attached: [readOnlyAccess],
    tags: { "teleport.dev/integration": "true" },
  },
  { name: "Admin", trust: trustsArn(adminArn), attached: [administratorAccess] },
  { name: "DataOps", path: "/data/", trust: trustsArn(adminArn) },
  {
    name: "Tester",
    path: "/engineering/",
    trust: trustsArn(adminArn),
    inline: { Devices: document(allow("devicefarm:*", "*")) },
  },
  { name: "preview-lambda", path: "/service-role/", trust: trustsService("lambda") },
  {
    name: "AWSServiceRoleForRDS",
    path: "/aws-service-role/rds.amazonaws.com/",
    trust: trustsService("rds"),
    attached: [rdsServiceRole],
  },
];

export const developmentOthers: readonly Entity[] = [
  userEntity(accountId, "/", "dev-admin"),
  providerEntity(
    accountId,
    issuerHost,
    "discover.teleport",
    integrationTags(clusterName, developmentIntegration.name),
  ),
];
