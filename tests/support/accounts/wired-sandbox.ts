import { IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { createAws } from "#lib/aws/aws.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import { startAws } from "#lib/sandbox/aws/server.ts";
import { accountAccessRoleName } from "#lib/sandbox/seed/company.ts";
import { AwsRefusal, AwsSessions } from "#lib/sandbox/teleport/launch/aws-sessions.ts";
import { stubAwsEnvironment } from "../../contract/aws/sandbox-account.ts";
import { VirtualClock } from "../ports/virtual-clock.ts";
import type { RandomAccount } from "./account.ts";
import type { WholeAccount } from "./judged.ts";
import { makeAccount } from "./made-account.ts";
import { awayId, homeId, roleArnOf } from "./names.ts";

/** A random account behind the sandbox's real wire. */
export interface WiredSandbox {
  /** As the app's own adapter reads it. */
  readonly read: WholeAccount;
  readonly targets: readonly AwsRole[];
  /** What Teleport's proxy does: true, or false where AWS denies access. Anything else throws. */
  launch(target: AwsRole): Promise<boolean>;
  close(): Promise<void>;
}

const accessRoleArn = roleArnOf(awayId, "/", accountAccessRoleName);

async function administrators(url: string, keys: { accessKeyId: string; secretAccessKey: string }) {
  const config = { endpoint: url, region: "us-east-1", maxAttempts: 1 };
  const sts = new STSClient({ ...config, credentials: { ...keys } });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: accessRoleArn, RoleSessionName: "administrator" }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const chained = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  return {
    home: new IAMClient({ ...config, credentials: { ...keys } }),
    away: new IAMClient({ ...config, credentials: chained }),
  };
}

async function readWith(url: string, account: RandomAccount, hubArn: string) {
  const aws = createAws({
    region: "us-east-1",
    endpointUrls: { iam: url, sts: url },
    clock: new VirtualClock(new Date().toISOString()),
  });
  const open = (accountId: string, role: string | null) =>
    aws.account({ accountId, partition: "aws", accessRoleArn: role, externalId: null });
  const home = open(homeId, null);
  const [hub, scan, elsewhere] = await Promise.all([
    home.getRole(hubArn),
    home.scanRoles(),
    open(awayId, accessRoleArn).scanRoles(),
  ]);
  if (!hub) throw new Error("the integration role is not there");
  const names = new Set(account.targets.map(({ name }) => name));
  return {
    targets: [...scan.roles, ...elsewhere.roles].filter(({ name }) => names.has(name)),
    read: {
      hubArn,
      hub,
      accountId: homeId,
      livePrincipalIds: scan.livePrincipalIds,
      externalId: account.externalId,
    },
  };
}

export interface Issuer {
  readonly issuers: ReadonlyMap<string, string>;
  sign(): Promise<string>;
}

/** Needs the environment's AWS variables for itself: they are stubbed. */
export async function wireSandbox(account: RandomAccount, issuer: Issuer): Promise<WiredSandbox> {
  const sandbox = await startAws({
    port: 0,
    statePath: null,
    extraRoles: 0,
    issuers: issuer.issuers,
    seed: "empty",
  });
  const { url, credentials } = sandbox;
  try {
    stubAwsEnvironment({
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    });
    const hub = await makeAccount(await administrators(url, credentials), account);
    const sessions = new AwsSessions(url);
    const session = await sessions.assumeWithWebIdentity(
      hub.arn,
      await issuer.sign(),
      `teleport-${Date.now()}`,
    );
    return {
      ...(await readWith(url, account, hub.arn)),
      async launch({ arn }) {
        const externalId = account.externalId ?? "";
        const target = { roleArn: arn, sessionName: "alice", externalId, durationSeconds: 3600 };
        try {
          await sessions.assumeRole(session, target);
          return true;
        } catch (error) {
          if (error instanceof AwsRefusal && error.awsCode === "AccessDenied") return false;
          throw error;
        }
      },
      close: () => sandbox.close(),
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
