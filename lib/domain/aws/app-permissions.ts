import { oidcProviderArn, roleArn } from "./arn.ts";
import type { JsonObject } from "./json.ts";
import { policySize, writePolicyDocument } from "./policy-document.ts";
import { patternResources } from "./target-pattern.ts";
import type { Partition } from "./types.ts";

export { targetPatternSchema } from "./target-pattern.ts";

export interface AppPermissionsInput {
  partition: Partition;
  accountId: string;
  issuerHostAndPath: string;
  integrationRoleName: string;
  /** Left out: `/`. An adopted role may have another. */
  integrationRolePath?: string;
  /** As `targetPatternSchema` takes it. */
  targetPattern?: string;
  /** Leave roles with Admin in their name alone. */
  excludeAdmin?: boolean;
  /** The app's own role, where its credentials are a role's. */
  ownRoleName: string | null;
  /** ARN of the user or role that the credentials belong to, where it is known. */
  ownArn?: string | null;
}

export type PermissionStep = "every" | "integration" | "permissions" | "trust" | "launch" | "offboard";

export interface PermissionStatement {
  sid: string;
  effect: "Allow" | "Deny";
  actions: readonly string[];
  resources: readonly string[];
  step: PermissionStep;
  /** Why, in words. */
  words: string;
}

export interface NeededAction {
  action: string;
  resource: string;
  purpose: string;
  step: PermissionStep;
}

/** Shown wherever the policy is. */
export const trustPowerWarning =
  "Whoever may change a role’s trust policy holds that role’s power: they can let anybody in. Give this policy to nothing but this app, and keep the pattern of target roles as narrow as your teams allow.";

const targetWrites = ["iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy"];

function allow(
  sid: string,
  step: PermissionStep,
  words: string,
  actions: readonly string[],
  resources: readonly string[],
): PermissionStatement {
  return { sid, effect: "Allow", actions, resources, step, words };
}

/** So that a missing permission is named before it is needed, not by a refusal. */
function askOwnPermissions({ partition, accountId, ownRoleName, ownArn }: AppPermissionsInput) {
  const role = (rest: string): string => `arn:${partition}:iam::${accountId}:role/${rest}`;
  // A session's ARN hides the path of its role.
  const somewhere = ownRoleName === null ? [] : [role(ownRoleName), role(`*/${ownRoleName}`)];
  const own = ownArn ? [ownArn] : somewhere;
  const words = "Ask AWS which of these permissions the app holds, and which are missing.";
  return own.length === 0
    ? []
    : [allow("AskOwnPermissions", "every", words, ["iam:SimulatePrincipalPolicy"], own)];
}

function grants(input: AppPermissionsInput): PermissionStatement[] {
  const { partition, accountId, issuerHostAndPath, integrationRoleName } = input;
  const role = (rest: string): string => `arn:${partition}:iam::${accountId}:role/${rest}`;
  const provider = oidcProviderArn({ partition, accountId, hostAndPath: issuerHostAndPath });
  const path = input.integrationRolePath ?? "/";
  const integrationRole = roleArn({ partition, accountId, path, name: integrationRoleName });
  const targets = patternResources(input.targetPattern ?? "*").map(role);
  return [
    allow(
      "ReadAccount",
      "every",
      "See the account: its name, its quotas and all roles at once.",
      ["iam:GetAccountAuthorizationDetails", "iam:GetAccountSummary", "iam:ListAccountAliases"],
      ["*"],
    ),
    ...askOwnPermissions(input),
    allow(
      "ReadRoles",
      "every",
      "Read single roles again before and after each write.",
      [
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
      ],
      [role("*")],
    ),
    allow(
      "ReadManagedPolicies",
      "every",
      "Read the policies and the boundary that the integration role carries.",
      ["iam:GetPolicy", "iam:GetPolicyVersion"],
      [`arn:${partition}:iam::${accountId}:policy/*`, `arn:${partition}:iam::aws:policy/*`],
    ),
    allow(
      "Provider",
      "integration",
      "Create the OIDC provider, or add the audience to the one that is there.",
      [
        "iam:AddClientIDToOpenIDConnectProvider",
        "iam:CreateOpenIDConnectProvider",
        "iam:GetOpenIDConnectProvider",
        "iam:TagOpenIDConnectProvider",
      ],
      [provider],
    ),
    allow(
      "IntegrationRole",
      "integration",
      "Create or adopt the integration role.",
      ["iam:CreateRole", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy"],
      [integrationRole],
    ),
    allow(
      "IntegrationPolicy",
      "permissions",
      "Let the integration role assume tagged roles.",
      ["iam:DeleteRolePolicy", "iam:PutRolePolicy"],
      [integrationRole],
    ),
    allow(
      "TargetRoles",
      "trust",
      "Tag target roles, and add our statement to their trust policies.",
      targetWrites,
      targets,
    ),
    allow(
      "RemoveIntegrationRole",
      "offboard",
      "Remove the integration role when the enrollment ends.",
      ["iam:DeleteRole", "iam:ListInstanceProfilesForRole"],
      [integrationRole],
    ),
    allow(
      "RemoveProvider",
      "offboard",
      "Remove the OIDC provider when no integration uses it any more.",
      [
        "iam:DeleteOpenIDConnectProvider",
        "iam:RemoveClientIDFromOpenIDConnectProvider",
        "iam:UntagOpenIDConnectProvider",
      ],
      [provider],
    ),
  ];
}

/** A Deny can make no exception for the integration role: where its own name says Admin, none can be written. */
function leavesAdminOut(input: AppPermissionsInput): boolean {
  const own = `${input.integrationRolePath ?? "/"}${input.integrationRoleName}`;
  return (input.excludeAdmin ?? true) && !/Admin|admin/.test(own);
}

function refusals(input: AppPermissionsInput): PermissionStatement[] {
  const { partition, accountId, ownRoleName } = input;
  const role = (rest: string): string => `arn:${partition}:iam::${accountId}:role/${rest}`;
  const deny = (sid: string, words: string, rest: readonly string[]): PermissionStatement => ({
    sid,
    effect: "Deny",
    actions: targetWrites,
    resources: rest.map(role),
    step: "trust",
    words,
  });
  return [
    deny("NeverReservedRoles", "Never touch the roles that belong to AWS.", [
      "aws-reserved/*",
      "aws-service-role/*",
    ]),
    ...(ownRoleName === null
      ? []
      : [deny("NeverOwnRole", "Never touch the app’s own role.", [ownRoleName, `*/${ownRoleName}`])]),
    ...(leavesAdminOut(input)
      ? [
          deny("NeverAdminRoles", "Leave roles with Admin in their name or path alone.", [
            "*Admin*",
            "*admin*",
          ]),
        ]
      : []),
  ];
}

function toStatement(statement: PermissionStatement): JsonObject {
  const single = (list: readonly string[]): string | readonly string[] =>
    list.length === 1 ? list[0]! : list;
  return {
    Sid: statement.sid,
    Effect: statement.effect,
    Action: single(statement.actions),
    Resource: single(statement.resources),
  };
}

/** The IAM policy that the app's own credentials need in this account, no more. */
export function minimalPolicy(input: AppPermissionsInput): {
  document: string;
  /** Characters without white space: a managed policy holds 6,144. */
  size: number;
  statements: readonly PermissionStatement[];
  /** What was asked for and can't be had. */
  notes: readonly string[];
} {
  const statements = [...grants(input), ...refusals(input)];
  const document = writePolicyDocument({ Version: "2012-10-17", Statement: statements.map(toStatement) });
  const notes =
    (input.excludeAdmin ?? true) && !leavesAdminOut(input)
      ? [
          "The integration role’s own name says Admin, so roles with Admin in their name can’t be left out: choose another name, or a narrower pattern.",
        ]
      : [];
  return { document, size: policySize(document), statements, notes };
}

/** The same as a list, so that a refused call can be named with its exact action and resource. */
export function neededActions(input: AppPermissionsInput): readonly NeededAction[] {
  return grants(input).flatMap(({ actions, resources, words, step }) =>
    actions.flatMap((action) => resources.map((resource) => ({ action, resource, purpose: words, step }))),
  );
}
