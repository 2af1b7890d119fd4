import { managerOf } from "#lib/domain/aws/managed-role.ts";
import { integrationTag } from "#lib/domain/aws/tags.ts";
import { trustStatementSid } from "#lib/domain/aws/trust/sid.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { ByHand, ByHandPart } from "../../by-hand.ts";
import { homeOf } from "../../home.ts";
import type { Observation } from "../../observation.ts";

/** For a role that Terraform or CloudFormation manages: what its owner adds, so that the next run keeps it. */
export function ownerSnippet(o: Observation, role: AwsRole): ByHand | null {
  const manager = managerOf(role);
  if (!manager) return null;
  const { integrationRoleArn } = homeOf(o);
  const sid = trustStatementSid(integrationRoleArn);
  return {
    summary: `${manager.name} manages ${role.name}: add this to its source, beside the statements and tags that are there.`,
    parts:
      manager.kind === "terraform"
        ? terraform(integrationRoleArn, sid)
        : cloudFormation(integrationRoleArn, sid),
  };
}

function terraform(arn: string, sid: string): ByHandPart[] {
  return [
    {
      format: "hcl",
      title: "Trust policy",
      fileName: "teleport-trust.tf",
      content: `# In the aws_iam_policy_document that the role's assume_role_policy uses:
statement {
  sid     = ${hcl(sid)}
  effect  = "Allow"
  actions = ["sts:AssumeRole"]

  principals {
    type        = "AWS"
    identifiers = [${hcl(arn)}]
  }
}
`,
    },
    {
      format: "hcl",
      title: "Tag",
      fileName: "teleport-tag.tf",
      content: `# In the tags of the aws_iam_role:
${hcl(integrationTag.key)} = ${hcl(integrationTag.value)}
`,
    },
  ];
}

/** `${` and `%{` begin a template in Terraform's strings. */
function hcl(text: string): string {
  return JSON.stringify(text).replaceAll("${", "$${").replaceAll("%{", "%%{");
}

function cloudFormation(arn: string, sid: string): ByHandPart[] {
  return [
    {
      format: "yaml",
      title: "Trust policy",
      fileName: "teleport-trust.yaml",
      content: `# In AssumeRolePolicyDocument.Statement of the AWS::IAM::Role:
- Sid: ${sid}
  Effect: Allow
  Principal:
    AWS: ${JSON.stringify(arn)}
  Action: sts:AssumeRole
`,
    },
    {
      format: "yaml",
      title: "Tag",
      fileName: "teleport-tag.yaml",
      content: `# In Tags of the AWS::IAM::Role:
- Key: ${integrationTag.key}
  Value: "${integrationTag.value}"
`,
    },
  ];
}
