import { GetRoleCommand, UpdateAssumeRolePolicyCommand, type IAMClient } from "@aws-sdk/client-iam";

/* Somebody outside the app, who works on the same roles. */

export interface Statement {
  Sid?: string;
  [key: string]: unknown;
}

export interface TrustPolicy {
  Statement: readonly Statement[];
  [key: string]: unknown;
}

const theirAccount = { AWS: "arn:aws:iam::999999999999:root" };

export const strangersStatement = (sid: string, principal: object = theirAccount): Statement => ({
  Sid: sid,
  Effect: "Allow",
  Principal: principal,
  Action: "sts:AssumeRole",
  Condition: { StringEquals: { "sts:ExternalId": sid } },
});

export async function readTrust(iam: IAMClient, roleName: string): Promise<TrustPolicy> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
  return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")) as TrustPolicy;
}

export async function editTrust(
  iam: IAMClient,
  roleName: string,
  edit: (statements: readonly Statement[]) => readonly Statement[],
): Promise<void> {
  const policy = await readTrust(iam, roleName);
  const PolicyDocument = JSON.stringify({ ...policy, Statement: edit(policy.Statement) });
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument }));
}

export async function addStatement(
  iam: IAMClient,
  roleName: string,
  sid: string,
  principal?: object,
): Promise<void> {
  await editTrust(iam, roleName, (statements) => [...statements, strangersStatement(sid, principal)]);
}

export async function sidsOf(iam: IAMClient, roleName: string): Promise<string[]> {
  return (await readTrust(iam, roleName)).Statement.map(({ Sid }) => Sid ?? "");
}
