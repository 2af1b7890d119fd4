import { z } from "zod";

import type { Partition } from "./types.ts";

export const partitions = ["aws", "aws-us-gov", "aws-cn"] as const satisfies readonly Partition[];

/** What the user is told is a whole sentence: it names what is wrong and, where it can, what was meant. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string };

export interface RoleArn {
  partition: Partition;
  /** Twelve digits, leading zeros kept. */
  accountId: string;
  /** With leading and trailing slash. */
  path: string;
  name: string;
  arn: string;
}

const shape = "arn:aws:iam::123456789012:role/name";
const namePattern = /^[\w+=,.@-]{1,64}$/;
const pathPattern = /^\/(?:[\x21-\x7E]+\/)*$/;

export function isPartition(text: string): text is Partition {
  return (partitions as readonly string[]).includes(text);
}

/** An account id is text, never a number: it may begin with zeros. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** A role's path: `/`, or segments between slashes, at most 512 characters. */
function isRolePath(text: string): boolean {
  return text.length <= 512 && pathPattern.test(text);
}

export function roleArn(role: {
  partition: Partition;
  accountId: string;
  path?: string;
  name: string;
}): string {
  return `arn:${role.partition}:iam::${role.accountId}:role${role.path ?? "/"}${role.name}`;
}

export function oidcProviderArn(provider: {
  partition: Partition;
  accountId: string;
  hostAndPath: string;
}): string {
  return `arn:${provider.partition}:iam::${provider.accountId}:oidc-provider/${provider.hostAndPath}`;
}

const kinds: Readonly<Record<string, string>> = {
  user: "a user",
  group: "a group",
  policy: "a policy",
  root: "an account root",
  "oidc-provider": "an OIDC provider",
  "saml-provider": "a SAML provider",
  "instance-profile": "an instance profile",
  mfa: "an MFA device",
  "server-certificate": "a server certificate",
};

function wrongKind(resource: string): string {
  const kind = kinds[resource.split("/")[0] ?? ""];
  return kind
    ? `This is the ARN of ${kind}, not of a role: a role's looks like ${shape}.`
    : `This ARN does not name an IAM role: a role's looks like ${shape}.`;
}

function nameProblem(name: string): string | null {
  if (name === "") return `The role's name is missing at the end: a role ARN looks like ${shape}.`;
  if (name.length > 64) return `The role's name has ${name.length} characters; IAM allows 64.`;
  if (!namePattern.test(name))
    return "The role's name may hold only letters, digits and the characters + = , . @ _ -";
  return null;
}

export function parseRoleArn(text: string): Parsed<RoleArn> {
  const problem = (words: string): Parsed<RoleArn> => ({ ok: false, problem: words });
  if (text === "") return problem("Enter the ARN of a role.");
  if (text !== text.trim()) return problem("The ARN has white space before or after it.");
  const parts = text.split(":");
  const [prefix, partition = "", service, region, accountId = ""] = parts;
  if (prefix !== "arn") return problem(`This is not an ARN: a role's looks like ${shape}.`);
  if (parts.length < 6) return problem(`This ARN is incomplete: a role's looks like ${shape}.`);
  const resource = parts.slice(5).join(":");
  if (!isPartition(partition))
    return problem(`The partition “${partition}” is not supported; use aws, aws-us-gov or aws-cn.`);
  if (service === "sts")
    return problem(
      `This is the ARN of a session or other STS principal, not of a role: a role's looks like ${shape}.`,
    );
  if (service !== "iam")
    return problem(
      `This ARN belongs to the service “${service ?? ""}”, not to IAM: a role's looks like ${shape}.`,
    );
  if (region !== "")
    return problem("An IAM ARN has no region: leave the part between iam: and the account empty.");
  if (!isAccountId(accountId))
    return problem(`The account id in this ARN must have 12 digits; “${accountId}” does not.`);
  if (!resource.startsWith("role/")) return problem(wrongKind(resource));
  const slash = resource.lastIndexOf("/");
  const path = resource.slice("role".length, slash + 1);
  const name = resource.slice(slash + 1);
  const wrong = nameProblem(name);
  if (wrong) return problem(wrong);
  if (!isRolePath(path)) return problem(`The role's path “${path}” is not one that IAM allows.`);
  return { ok: true, value: { partition, accountId, path, name, arn: text } };
}

/** Refuses the ARN of another partition or account: IAM itself takes role names, which exist in every account. */
export function validateRoleArn(
  text: string,
  home: { partition: Partition; accountId: string },
): Parsed<RoleArn> {
  const parsed = parseRoleArn(text);
  if (!parsed.ok) return parsed;
  const { partition, accountId } = parsed.value;
  if (partition !== home.partition)
    return {
      ok: false,
      problem: `This role is in the partition ${partition}; the account ${home.accountId} is in ${home.partition}.`,
    };
  if (accountId !== home.accountId)
    return {
      ok: false,
      problem: `This role is in account ${accountId}; it must be in account ${home.accountId}.`,
    };
  return parsed;
}

export const accountIdSchema = z
  .string("Enter the account id as text.")
  .refine((text) => /^\d*$/.test(text), "An AWS account id has digits only, without dashes or spaces.")
  .refine(
    (text) => !/^\d*$/.test(text) || text.length === 12,
    "An AWS account id has exactly 12 digits, leading zeros included.",
  );

export const iamRoleName = z
  .string("Enter the role's name.")
  .min(1, "Enter the role's name.")
  .max(64, "An IAM role name has at most 64 characters.")
  .regex(
    /^[\w+=,.@-]*$/,
    "An IAM role name may hold only letters, digits and the characters + = , . @ _ - (a name, not an ARN or a path).",
  );

const refuseOtherArns = (text: string, context: z.RefinementCtx<string>) => {
  const parsed = parseRoleArn(text);
  if (!parsed.ok) context.addIssue({ code: "custom", message: parsed.problem });
};

export const roleArnSchema = z.string("Enter the ARN of a role.").superRefine(refuseOtherArns);

/** White space around it is dropped; empty: none. */
export const optionalRoleArnSchema = z
  .string()
  .trim()
  .superRefine((text, context) => {
    if (text !== "") refuseOtherArns(text, context);
  });
