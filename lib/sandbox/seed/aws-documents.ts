/** Policies of the seed, as plain objects; they are checked and normalised like any other on their way in. */

export type Statement = Readonly<Record<string, unknown>>;
export type Document = Readonly<Record<string, unknown>>;

export const document = (...statements: Statement[]): Document => ({
  Version: "2012-10-17",
  Statement: statements,
});

export const allow = (
  action: string | readonly string[],
  resource: string | readonly string[],
  condition?: object,
): Statement => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...(condition ? { Condition: condition } : {}),
});

export const trusts = (principal: object, condition?: object): Statement => ({
  Effect: "Allow",
  Principal: principal,
  Action: "sts:AssumeRole",
  ...(condition ? { Condition: condition } : {}),
});

export const trustsService = (service: string) => document(trusts({ Service: `${service}.amazonaws.com` }));

export const trustsArn = (...arns: string[]) => document(trusts({ AWS: arns }));

/** The trust of an integration role, as Teleport's script writes it. */
export function integrationTrust(accountId: string, issuerHost: string): Document {
  return document({
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${issuerHost}` },
    Condition: { StringEquals: { [`${issuerHost}:aud`]: "discover.teleport" } },
  });
}

/** `AWSAppAccess`, as Teleport's script writes it: no Sid. */
export const appAccessPolicy = document(
  allow("sts:AssumeRole", "*", {
    StringEquals: { "iam:ResourceTag/teleport.dev/integration": "true" },
  }),
);

export const integrationTags = (cluster: string, integration: string) => ({
  "teleport.dev/cluster": cluster,
  "teleport.dev/integration": integration,
  "teleport.dev/origin": "integration_awsoidc",
});

/** Everything that the app does in an account, on that account's resources. */
export function appPermissions(accountId: string, assumable: readonly string[]): Document {
  return document(
    {
      Sid: "ReadAccount",
      ...allow(
        [
          "iam:GetAccountAuthorizationDetails",
          "iam:GetAccountSummary",
          "iam:GetOpenIDConnectProvider",
          "iam:GetPolicy",
          "iam:GetPolicyVersion",
          "iam:GetRole",
          "iam:GetRolePolicy",
          "iam:ListAccountAliases",
          "iam:ListAttachedRolePolicies",
          "iam:ListInstanceProfilesForRole",
          "iam:ListOpenIDConnectProviderTags",
          "iam:ListOpenIDConnectProviders",
          "iam:ListRolePolicies",
          "iam:ListRoleTags",
          "iam:ListRoles",
          "iam:SimulatePrincipalPolicy",
        ],
        "*",
      ),
    },
    {
      Sid: "ManageProviders",
      ...allow(
        [
          "iam:AddClientIDToOpenIDConnectProvider",
          "iam:CreateOpenIDConnectProvider",
          "iam:DeleteOpenIDConnectProvider",
          "iam:RemoveClientIDFromOpenIDConnectProvider",
          "iam:TagOpenIDConnectProvider",
          "iam:UntagOpenIDConnectProvider",
          "iam:UpdateOpenIDConnectProviderThumbprint",
        ],
        `arn:aws:iam::${accountId}:oidc-provider/*`,
      ),
    },
    {
      Sid: "ManageRoles",
      ...allow(
        [
          "iam:AttachRolePolicy",
          "iam:CreatePolicy",
          "iam:CreateRole",
          "iam:DeleteRole",
          "iam:DeleteRolePermissionsBoundary",
          "iam:DeleteRolePolicy",
          "iam:DetachRolePolicy",
          "iam:PutRolePermissionsBoundary",
          "iam:PutRolePolicy",
          "iam:TagPolicy",
          "iam:TagRole",
          "iam:UntagRole",
          "iam:UpdateAssumeRolePolicy",
          "iam:UpdateRole",
          "iam:UpdateRoleDescription",
        ],
        [`arn:aws:iam::${accountId}:role/*`, `arn:aws:iam::${accountId}:policy/*`],
      ),
    },
    ...(assumable.length > 0 ? [{ Sid: "ReachOtherAccounts", ...allow("sts:AssumeRole", assumable) }] : []),
  );
}
