import { allow, document, trustsArn, trustsService } from "./aws-documents.ts";
import type { SeededRole } from "./aws-entities.ts";
import {
  billing,
  cloudWatchReadOnly,
  powerUserAccess,
  readOnlyAccess,
  s3ReadOnly,
  securityAudit,
  supportUser,
} from "./aws-managed-policies.ts";
import {
  foreignAccountId,
  jumpHostArn,
  platformAdminArn,
  rootArn,
  stagingIntegrationArn,
} from "./aws-names.ts";

const byPeople = trustsArn(platformAdminArn);
const fromJumpHost = trustsArn(jumpHostArn);

/** Roles that can be enrolled without a second thought. */
export const ordinaryRoles: readonly SeededRole[] = [
  {
    name: "ReadOnlyAuditor",
    path: "/audit/",
    description: "Reads everything, changes nothing",
    trust: byPeople,
    attached: [readOnlyAccess, securityAudit],
    tags: { owner: "audit", environment: "production" },
    lastUsedAt: "2026-10-02T07:41:00Z",
  },
  {
    name: "BillingAnalyst",
    path: "/finance/",
    description: "Invoices and budgets; the accounting firm has access as well",
    trust: trustsArn(rootArn(foreignAccountId)),
    attached: [billing],
    tags: { owner: "finance", "teleport.dev/integration": "true" },
    lastUsedAt: "2026-11-03T13:05:00Z",
  },
  {
    name: "Developer",
    path: "/engineering/",
    description: "Day-to-day work of product teams",
    trust: fromJumpHost,
    attached: [powerUserAccess],
    tags: { owner: "engineering" },
    maxSessionSeconds: 28_800,
    lastUsedAt: "2026-11-20T16:30:00Z",
  },
  {
    name: "DataScientist",
    path: "/data/",
    description: "Notebooks and training data",
    trust: trustsService("sagemaker"),
    attached: [s3ReadOnly],
    tags: { owner: "data", "cost-center": "4711" },
  },
  {
    name: "SupportEngineer",
    path: "/support/",
    trust: byPeople,
    attached: [supportUser, cloudWatchReadOnly],
    tags: { owner: "support" },
  },
  {
    name: "DataEngineer",
    path: "/data/",
    description: "Pipelines and the warehouse",
    trust: trustsService("glue"),
    inline: { Warehouse: document(allow(["glue:*", "athena:*"], "*")) },
    tags: { owner: "data" },
  },
  {
    name: "SiteReliability",
    path: "/platform/",
    trust: fromJumpHost,
    attached: [cloudWatchReadOnly],
    tags: { owner: "platform", tier: "1" },
    lastUsedAt: "2026-11-21T04:12:00Z",
  },
  {
    name: "ReleaseManager",
    path: "/platform/",
    trust: trustsArn(platformAdminArn, jumpHostArn),
    inline: { Releases: document(allow(["codedeploy:*", "codepipeline:*"], "*")) },
  },
  {
    name: "JumpHost",
    path: "/platform/",
    description: "Instance role of the old bastion",
    trust: trustsService("ec2"),
    instanceProfile: "jump-host",
    tags: { owner: "platform" },
  },
  { name: "SecurityAnalyst", path: "/security/", trust: byPeople, attached: [securityAudit] },
  {
    name: "ForensicsReader",
    path: "/security/response/",
    trust: byPeople,
    attached: [readOnlyAccess],
    tags: { "data classification": "restricted" },
  },
  { name: "FinanceController", path: "/finance/", trust: byPeople, attached: [billing, readOnlyAccess] },
  { name: "MarketingAnalytics", path: "/marketing/", trust: byPeople, attached: [s3ReadOnly] },
  {
    name: "DatabaseReader",
    path: "/data/",
    trust: fromJumpHost,
    inline: { Read: document(allow(["rds:Describe*", "rds-db:connect"], "*")) },
    maxSessionSeconds: 43_200,
  },
  {
    name: "LogReader",
    path: "/platform/",
    description: "Already in use through the staging cluster",
    trust: trustsArn(jumpHostArn, stagingIntegrationArn),
    attached: [cloudWatchReadOnly],
    tags: { "teleport.dev/integration": "true" },
  },
  { name: "NetworkViewer", path: "/infra/network/", trust: byPeople, attached: [readOnlyAccess] },
  { name: "queue+worker=eu@prod", path: "/service-role/", trust: trustsService("ecs-tasks") },
  { name: "invoice-pdf-lambda", path: "/service-role/", trust: trustsService("lambda") },
];
