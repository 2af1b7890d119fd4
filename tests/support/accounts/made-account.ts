import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  type CreateRoleCommandInput,
  type IAMClient,
} from "@aws-sdk/client-iam";
import type { Tag } from "#lib/domain/aws/types.ts";
import { integrationTrust, trustsService } from "#lib/sandbox/seed/aws-documents.ts";
import { issuerUrl } from "#lib/sandbox/seed/company.ts";
import type { Document, RandomAccount } from "./account.ts";
import type { Hub } from "./names.ts";
import { audience, filled, goneRoleName, homeId, hubName, issuerHost, otherRoleName } from "./names.ts";

/** Administrators of the two accounts that a random account spans. */
export interface Administrators {
  readonly home: IAMClient;
  readonly away: IAMClient;
}

const tagsOf = (tags: readonly Tag[]) => tags.map(({ key, value }) => ({ Key: key, Value: value }));

async function createRole(iam: IAMClient, role: CreateRoleCommandInput): Promise<Hub> {
  const { Role } = await iam.send(new CreateRoleCommand(role));
  if (!Role?.Arn || !Role.RoleId) throw new Error("a role without ARN and id");
  return { arn: Role.Arn, id: Role.RoleId };
}

async function createPolicy(iam: IAMClient, name: string, document: string): Promise<string> {
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: document }));
  if (!Policy?.Arn) throw new Error("a policy without ARN");
  return Policy.Arn;
}

async function createHub(iam: IAMClient, hub: RandomAccount["hub"]): Promise<Hub> {
  await iam.send(new CreateOpenIDConnectProviderCommand({ Url: issuerUrl, ClientIDList: [audience] }));
  const RoleName = hubName;
  const made = await createRole(iam, {
    RoleName,
    Path: hub.path,
    Tags: tagsOf(hub.tags),
    AssumeRolePolicyDocument: JSON.stringify(integrationTrust(homeId, issuerHost)),
  });
  const text = (document: Document) => filled(document, made);
  for (const [at, document] of hub.inline.entries()) {
    const PolicyDocument = text(document);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: `Inline${at}`, PolicyDocument }));
  }
  for (const [at, document] of hub.attached.entries()) {
    const PolicyArn = await createPolicy(iam, `Attached${at}`, text(document));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  if (hub.boundary) {
    const PermissionsBoundary = await createPolicy(iam, "Boundary", text(hub.boundary));
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
  }
  return made;
}

/** Of a target: its sessions may do nothing at all, which keeps nobody out. */
const allowsNothing = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Deny", Action: "*", Resource: "*" },
});

async function createTargets(iam: Administrators, account: RandomAccount, hub: Hub): Promise<void> {
  const limits = {
    home: await createPolicy(iam.home, "TargetBoundary", allowsNothing),
    away: await createPolicy(iam.away, "TargetBoundary", allowsNothing),
  };
  for (const target of account.targets) {
    const where = target.isAway ? "away" : "home";
    await createRole(iam[where], {
      RoleName: target.name,
      Path: target.path,
      Tags: tagsOf(target.tags),
      AssumeRolePolicyDocument: filled(target.trust, hub),
      ...(target.isBounded ? { PermissionsBoundary: limits[where] } : {}),
    });
  }
}

/** Makes a random account with the calls of any SDK; throws what IAM refuses of it. */
export async function makeAccount(iam: Administrators, account: RandomAccount): Promise<Hub> {
  const hub = await createHub(iam.home, account.hub);
  const AssumeRolePolicyDocument = JSON.stringify(trustsService("ec2"));
  for (const RoleName of [otherRoleName, goneRoleName])
    await createRole(iam.home, { RoleName, AssumeRolePolicyDocument });
  await createTargets(iam, account, hub);
  await iam.home.send(new DeleteRoleCommand({ RoleName: goneRoleName }));
  return hub;
}
