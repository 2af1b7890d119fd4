import { allow, document } from "./aws-documents.ts";
import { policyEntity } from "./aws-entities.ts";

const ofAws = (name: string) => `arn:aws:iam::aws:policy/${name}`;

export const administratorAccess = ofAws("AdministratorAccess");
export const readOnlyAccess = ofAws("ReadOnlyAccess");
export const securityAudit = ofAws("SecurityAudit");
export const powerUserAccess = ofAws("PowerUserAccess");
export const supportUser = ofAws("job-function/SupportUser");
export const billing = ofAws("job-function/Billing");
export const cloudWatchReadOnly = ofAws("CloudWatchReadOnlyAccess");
export const s3ReadOnly = ofAws("AmazonS3ReadOnlyAccess");
export const rdsServiceRole = ofAws("aws-service-role/AmazonRDSServiceRolePolicy");

/** Shortened from what AWS grants: only their names and their reach matter here. */
export const awsManagedPolicies = [
  policyEntity("aws", "AdministratorAccess", document(allow("*", "*"))),
  policyEntity(
    "aws",
    "ReadOnlyAccess",
    document(
      allow(
        [
          "cloudwatch:Get*",
          "ec2:Describe*",
          "iam:Get*",
          "iam:List*",
          "logs:Get*",
          "rds:Describe*",
          "s3:Get*",
          "s3:List*",
        ],
        "*",
      ),
    ),
  ),
  policyEntity(
    "aws",
    "SecurityAudit",
    document(
      allow(["cloudtrail:LookupEvents", "config:Get*", "iam:GenerateCredentialReport", "iam:List*"], "*"),
    ),
  ),
  policyEntity(
    "aws",
    "PowerUserAccess",
    document({ Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" }),
  ),
  policyEntity("aws", "SupportUser", document(allow(["support:*", "health:Describe*"], "*")), {
    path: "/job-function/",
  }),
  policyEntity("aws", "Billing", document(allow(["billing:*", "budgets:*", "ce:*", "cur:*"], "*")), {
    path: "/job-function/",
  }),
  policyEntity("aws", "CloudWatchReadOnlyAccess", document(allow(["cloudwatch:Get*", "logs:Get*"], "*"))),
  policyEntity("aws", "AmazonS3ReadOnlyAccess", document(allow(["s3:Get*", "s3:List*"], "*"))),
  policyEntity("aws", "AmazonRDSServiceRolePolicy", document(allow("rds:CrossRegionCommunication", "*")), {
    path: "/aws-service-role/",
  }),
];
