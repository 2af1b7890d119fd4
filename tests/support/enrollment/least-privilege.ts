import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { load } from "js-yaml";
import { vi } from "vitest";
import { minimalPolicy, type AppPermissionsInput } from "#lib/domain/aws/app-permissions.ts";
import { appIdentityName, appIdentityRoleYaml } from "#lib/domain/teleport/app-identity.ts";
import type { AskedVerb } from "#lib/domain/teleport/app-permissions-held.ts";
import { appUserName } from "#lib/sandbox/seed/aws-names.ts";
import { issuerUrl } from "#lib/sandbox/seed/company.ts";
import type { AppCore } from "./app-core.ts";
import { accountId, begin, roleArn } from "./production.ts";
import { openWorld, type World } from "./world.ts";

const ownRoleName = "aws-access-least";
const botName = "bot-least";

/** Exactly what the page shows for an admin who keeps to target roles under one path. */
export const policyInput: AppPermissionsInput = {
  partition: "aws",
  accountId,
  issuerHostAndPath: issuerUrl.replace("https://", ""),
  integrationRoleName: "teleport-integration",
  targetPattern: "/data/*",
  ownRoleName,
  ownArn: roleArn(ownRoleName),
};

interface Statement {
  Sid: string;
  Effect: "Allow" | "Deny";
  Action: string | string[];
  Resource: string | string[];
}

interface RoleDocument {
  version: string;
  metadata: { name: string };
  spec: { allow: { app_labels: Record<string, string>; rules: { resources: string[]; verbs: string[] }[] } };
}

/** A world whose app runs as principals that hold the generated policy and role, and nothing else. */
export interface LeastPrivileged {
  world: World;
  core: AppCore;
  /** The company's own administrator. */
  iam: IAMClient;
  /** Takes an action out of one statement, until the next call; null gives all back. */
  takeAction(missing: { sid: string; action: string } | null): Promise<void>;
  /** Adds statements to the generated policy, until the next call. */
  addStatement(...statements: readonly Statement[]): Promise<void>;
  takeVerb(missing: AskedVerb | null): Promise<void>;
  close(): Promise<void>;
}

const list = (value: string | string[]) => (typeof value === "string" ? [value] : value);

function statementsWithout(missing: { sid: string; action: string } | null): Statement[] {
  const { Statement } = JSON.parse(minimalPolicy(policyInput).document) as { Statement: Statement[] };
  return Statement.flatMap((statement) => {
    if (statement.Sid !== missing?.sid) return [statement];
    const Action = list(statement.Action).filter((action) => action !== missing.action);
    return Action.length === 0 ? [] : [{ ...statement, Action }];
  });
}

function roleWithout(missing: AskedVerb | null): RoleDocument {
  const role = load(appIdentityRoleYaml("every-app")) as RoleDocument;
  const rules = role.spec.allow.rules.map(({ resources, verbs }) => ({
    resources,
    verbs: verbs.filter((verb) => verb !== missing?.verb || !resources.includes(missing.kind)),
  }));
  return { ...role, spec: { allow: { ...role.spec.allow, rules } } };
}

async function roleSession(world: World, iam: IAMClient): Promise<void> {
  const { aws } = world.sandbox;
  const trust = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${accountId}:user/${appUserName}` },
    Action: "sts:AssumeRole",
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
  await iam.send(new CreateRoleCommand({ RoleName: ownRoleName, AssumeRolePolicyDocument }));
  const sts = new STSClient({ region: "us-east-1", endpoint: aws.url, credentials: { ...aws.credentials } });
  const RoleArn = roleArn(ownRoleName);
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "app" }));
  sts.destroy();
  vi.stubEnv("AWS_ACCESS_KEY_ID", Credentials?.AccessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", Credentials?.SecretAccessKey);
  vi.stubEnv("AWS_SESSION_TOKEN", Credentials?.SessionToken);
}

/** As the sandbox's tbot would write it for the new bot. */
async function botIdentity(world: World): Promise<string> {
  const { control, location } = world;
  await control.teleport("PUT", "users", {
    name: botName,
    roles: [appIdentityName],
    labels: { "teleport.internal/bot": botName },
  });
  const file = join(location.dataDir, "identity");
  writeFileSync(file, await control.teleport("POST", "identity", { user: botName }));
  return file;
}

export async function openLeastPrivileged(): Promise<LeastPrivileged> {
  const world = await openWorld();
  const { aws } = world.sandbox;
  const iam = new IAMClient({ region: "us-east-1", endpoint: aws.url, credentials: { ...aws.credentials } });
  const setPolicy = async (statements: readonly Statement[]) => {
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    await iam.send(
      new PutRolePolicyCommand({ RoleName: ownRoleName, PolicyName: "minimal", PolicyDocument }),
    );
  };
  const takeVerb = async (missing: AskedVerb | null) => {
    await world.control.teleport("PUT", "roles", roleWithout(missing));
  };
  await roleSession(world, iam);
  await setPolicy(statementsWithout(null));
  await takeVerb(null);
  const env = { ...world.sandbox.env, TELEPORT_IDENTITY_FILE: await botIdentity(world) };
  const core = await world.startProcess({ env });
  await begin(core);
  return {
    world,
    core,
    iam,
    takeAction: (missing) => setPolicy(statementsWithout(missing)),
    addStatement: (...statements) => setPolicy([...statementsWithout(null), ...statements]),
    takeVerb,
    async close() {
      iam.destroy();
      vi.unstubAllEnvs();
      await world.close();
    },
  };
}
