import { parseRoleArn, roleArn, type RoleArn } from "#lib/domain/aws/arn.ts";
import { writePolicyDocument } from "#lib/domain/aws/policy-document.ts";
import type { AwsIdentity, Partition } from "#lib/domain/aws/types.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { accountGuard, aws, whetherThere, wholeScript } from "#lib/domain/text/aws-script.ts";
import { shellFile, shellQuote } from "#lib/domain/text/shell.ts";
import type { ByHand } from "./by-hand.ts";
import { minimalPolicyByHand, type TargetRoles } from "./minimal-policy.ts";

/** The role that the app's own credentials assume in an account that is not theirs. */
const usualName = "aws-access-for-teleport";

/** What an account asks of the app before it lets it in, and who the app is there. */
export interface AccountAccess {
  accountId: string;
  partition: Partition;
  issuerHostAndPath: string;
  /** Null while nobody has said its name. */
  integrationRoleArn: string | null;
  /** The app's own credentials. */
  own: Pick<AwsIdentity, "accountId" | "arn" | "roleArn">;
  /** Made by the app for this account; its roles ask for it. */
  externalId: string;
}

export function usualAccessRole(home: { accountId: string; partition: Partition }): string {
  return roleArn({ ...home, path: "/", name: usualName });
}

/** The role whose documents are shown: the one that was entered, or the usual one while that is no role of the account. */
function roleMeant(access: AccountAccess, entered: string): RoleArn {
  const parsed = parseRoleArn(entered.trim());
  const { accountId, partition } = access;
  if (parsed.ok && parsed.value.accountId === accountId && parsed.value.partition === partition)
    return parsed.value;
  return { accountId, partition, path: "/", name: usualName, arn: usualAccessRole(access) };
}

/** The role to reach an account, as commands and documents, before it is used. */
export function accessRoleByHand(
  access: AccountAccess,
  enteredArn: string,
  targets: TargetRoles = {},
): ByHand {
  const role = roleMeant(access, enteredArn);
  const { name, arn } = role;
  const trust = `${trustPolicy(access)}\n`;
  const { policy, words } = accessPolicy(access, role, targets);
  return {
    summary: `Create the role ${name} in account ${access.accountId}, with credentials of that account, and let the app's own credentials assume it. The role asks for an external id that this app made for the account: with any other, or none, AWS refuses. ${words}`,
    parts: [
      {
        format: "shell",
        title: "Commands",
        fileName: `${name}.sh`,
        content: commands(access, role, trust, policy),
      },
      { format: "json", title: "Trust policy", fileName: `${name}-trust.json`, content: trust },
      { format: "json", title: "IAM policy", fileName: `${name}-policy.json`, content: policy },
      {
        format: "json",
        title: "Policy for the app",
        fileName: `assume-${access.accountId}.json`,
        content: `${writePolicyDocument({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: arn }],
        })}\n`,
      },
    ],
  };
}

function trustPolicy({ own, partition, externalId }: AccountAccess): string {
  return writePolicyDocument({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: principalOf(own, partition) },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": externalId } },
      },
    ],
  });
}

/** A session can't be trusted as such: its role is, or, where that is not known, its account. */
function principalOf({ arn, roleArn: role, accountId }: AccountAccess["own"], partition: Partition): string {
  return role ?? (arn.includes(":assumed-role/") ? `arn:${partition}:iam::${accountId}:root` : arn);
}

function accessPolicy(access: AccountAccess, { arn }: RoleArn, targets: TargetRoles) {
  const { accountId, partition, issuerHostAndPath } = access;
  const { parts, summary } = minimalPolicyByHand({
    accountId,
    partition,
    issuerHostAndPath,
    integrationRoleArn:
      access.integrationRoleArn ?? roleArn({ accountId, partition, name: "teleport-integration" }),
    identity: { arn, roleArn: arn },
    ...targets,
  });
  return { policy: parts[0]?.content ?? "", words: summary };
}

function commands(access: AccountAccess, { name, path }: RoleArn, trust: string, policy: string): string {
  const trustFile = `${name}-trust.json`;
  const policyFile = `${name}-policy.json`;
  return wholeScript(
    accountGuard(access),
    // What is there may be somebody else's: its trust policy is not overwritten.
    whetherThere(
      { what: `The role ${name}`, command: ["aws", "iam", "get-role", "--role-name", name] },
      `  echo ${shellQuote(`The role ${name} exists already, and nothing was changed. Add the statement of the trust policy and the IAM policy to it.`)} >&2\n  exit 1\n`,
      "",
    ),
    shellFile(trustFile, trust),
    shellFile(policyFile, policy),
    aws("iam create-role", {
      "role-name": name,
      path,
      description: "Lets AWS Access for Teleport enroll this account",
      "assume-role-policy-document": `file://${trustFile}`,
    }),
    aws("iam put-role-policy", {
      "role-name": name,
      "policy-name": usualName,
      "policy-document": `file://${policyFile}`,
    }),
  );
}

/** Why a role does not lead to its account, in the words of whoever can mend it. */
export function accessRoleProblem(problem: Problem, { arn }: { arn: string }): Problem {
  const isAssuming = problem.evidence?.startsWith("sts:AssumeRole on ") ?? false;
  if (problem.code !== "aws-access-denied" || !isAssuming) return problem;
  if (/policy of the identity|permissions boundary|control policy|session policy/.test(problem.why)) {
    return {
      ...problem,
      what: "The app's own credentials are not allowed to assume this role.",
      remedy: `Give them the policy for the app, which allows sts:AssumeRole on ${arn}, then try again.`,
    };
  }
  return {
    ...problem,
    what: `AWS does not let the app in: this role does not exist, does not trust the app, or asks for another external id than the account’s own.`,
    why: `${problem.why} It does not say which of the three.`,
    remedy:
      "Compare the role's trust policy with the one that “Show what to create there” shows, external id included. A change of a moment ago takes AWS some seconds: then try again.",
  };
}
