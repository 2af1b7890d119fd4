import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { Tag } from "#lib/domain/aws/types.ts";
import { roleNameAndPath } from "./aws-arn.ts";
import { unlessMissing } from "./outcomes.ts";
import { findRole } from "./read-role.ts";
import { wasOurEarlierAttempt } from "./repeated-create.ts";
import { decodePolicy } from "./policy-text.ts";
import type { AwsSession } from "./session.ts";

export interface NewRole {
  roleArn: string;
  description: string;
  trustPolicy: string;
  tags: readonly Tag[];
}

const iamTags = (tags: readonly Tag[]) => tags.map(({ key, value }) => ({ Key: key, Value: value }));

function sameDocument(a: string, b: string): boolean {
  return a.replaceAll(/\s/g, "") === b.replaceAll(/\s/g, "");
}

export async function createRole(session: AwsSession, role: NewRole): Promise<void> {
  const { name, path } = roleNameAndPath(role.roleArn);
  try {
    await session.send({ action: "iam:CreateRole", resource: role.roleArn }, ({ iam }) =>
      iam.send(
        new CreateRoleCommand({
          RoleName: name,
          Path: path,
          Description: role.description,
          AssumeRolePolicyDocument: role.trustPolicy,
          Tags: iamTags(role.tags),
        }),
      ),
    );
  } catch (error) {
    const ours = await wasOurEarlierAttempt(error, async () => {
      const found = await findRole(session, role.roleArn);
      return (
        found?.Description === role.description &&
        sameDocument(decodePolicy(found.AssumeRolePolicyDocument ?? ""), role.trustPolicy)
      );
    });
    if (!ours) throw error;
  }
}

/** Deletes are repeatable: a role that is gone already is no failure. */
export async function deleteRole(session: AwsSession, roleArn: string): Promise<void> {
  const { name } = roleNameAndPath(roleArn);
  await unlessMissing(
    session.send({ action: "iam:DeleteRole", resource: roleArn }, ({ once }) =>
      once.send(new DeleteRoleCommand({ RoleName: name })),
    ),
  );
}

export async function updateTrustPolicy(
  session: AwsSession,
  roleArn: string,
  document: string,
): Promise<void> {
  const { name } = roleNameAndPath(roleArn);
  await session.send({ action: "iam:UpdateAssumeRolePolicy", resource: roleArn }, ({ once }) =>
    once.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: document })),
  );
}

export async function tagRole(session: AwsSession, roleArn: string, tag: Tag): Promise<void> {
  const { name } = roleNameAndPath(roleArn);
  await session.send({ action: "iam:TagRole", resource: roleArn }, ({ once }) =>
    once.send(new TagRoleCommand({ RoleName: name, Tags: iamTags([tag]) })),
  );
}

export async function untagRole(session: AwsSession, roleArn: string, key: string): Promise<void> {
  const { name } = roleNameAndPath(roleArn);
  await unlessMissing(
    session.send({ action: "iam:UntagRole", resource: roleArn }, ({ once }) =>
      once.send(new UntagRoleCommand({ RoleName: name, TagKeys: [key] })),
    ),
  );
}

export async function putInlinePolicy(
  session: AwsSession,
  roleArn: string,
  policyName: string,
  document: string,
): Promise<void> {
  const { name } = roleNameAndPath(roleArn);
  await session.send({ action: "iam:PutRolePolicy", resource: roleArn }, ({ once }) =>
    once.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: policyName, PolicyDocument: document })),
  );
}

export async function deleteInlinePolicy(
  session: AwsSession,
  roleArn: string,
  policyName: string,
): Promise<void> {
  const { name } = roleNameAndPath(roleArn);
  await unlessMissing(
    session.send({ action: "iam:DeleteRolePolicy", resource: roleArn }, ({ once }) =>
      once.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName: policyName })),
    ),
  );
}
