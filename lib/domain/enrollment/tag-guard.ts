import { principalArn } from "#lib/domain/aws/app-permissions-held.ts";
import { integrationTag } from "#lib/domain/aws/tags.ts";
import type { ByHand } from "./by-hand.ts";
import { homeOf } from "./home.ts";
import { valueOr, type Observation } from "./observation.ts";

/**
 * The integration role may assume whatever carries the tag, so whoever may tag a role, and edit its trust, decides who
 * gets in. A service control policy that keeps the tag to the app; null while it is not known who the app is in this
 * account, since a policy without its exception would lock the app out as well.
 *
 * Tag keys of IAM are one without regard to case, so the comparison is, too. `aws:PrincipalArn` of a session is its role.
 */
export function tagGuard(o: Observation): ByHand | null {
  const identity = valueOr(o.aws, null);
  const principal = identity && principalArn(identity);
  if (!principal) return null;
  const { accountId, partition } = homeOf(o);
  const document = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "KeepTeleportTag",
        Effect: "Deny",
        Action: ["iam:CreateRole", "iam:TagRole", "iam:UntagRole"],
        Resource: `arn:${partition}:iam::*:role/*`,
        Condition: {
          "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": [integrationTag.key] },
          ArnNotEquals: { "aws:PrincipalArn": [principal] },
        },
      },
    ],
  };
  return {
    summary: `Attach it to account ${accountId} in AWS Organizations, under Service control policies. Add the ARN of everybody else who shall set the tag, such as the role that Terraform runs as. It does not bind the organization’s management account.`,
    parts: [
      {
        format: "json",
        title: "Service control policy",
        fileName: `teleport-tag-guard-${accountId}.json`,
        content: `${JSON.stringify(document, null, 2)}\n`,
      },
    ],
  };
}
