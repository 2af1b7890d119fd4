import { CreateRoleCommand, PutRolePolicyCommand, type IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { appUserName } from "#lib/sandbox/seed/aws-names.ts";
import { stubAwsEnvironment } from "../../contract/aws/sandbox-account.ts";
import { accountId, roleArn } from "./production.ts";
import type { World } from "./world.ts";

const roleName = "app-sessions";

/** A role that may do what the app needs, for sessions that end. */
export async function createSessionRole(iam: IAMClient): Promise<void> {
  const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const Principal = { AWS: `arn:aws:iam::${accountId}:user/${appUserName}` };
  await iam.send(
    new CreateRoleCommand({
      RoleName: roleName,
      AssumeRolePolicyDocument: document({ Effect: "Allow", Principal, Action: "sts:AssumeRole" }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: roleName,
      PolicyName: "everything",
      PolicyDocument: document({ Effect: "Allow", Action: ["iam:*", "sts:*"], Resource: "*" }),
    }),
  );
}

/** From now on the app's environment holds a session of that role, or of another one. */
export async function useSession(
  { sandbox }: World,
  sessionName: string,
  RoleArn = roleArn(roleName),
): Promise<void> {
  const { url: endpoint, credentials } = sandbox.aws;
  const sts = new STSClient({ region: "us-east-1", endpoint, credentials: { ...credentials } });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: sessionName }));
  sts.destroy();
  const variables = Object.entries(sandbox.env).filter(([name]) => name.startsWith("AWS_"));
  stubAwsEnvironment({
    ...Object.fromEntries(variables),
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? "",
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? "",
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? "",
  });
}
