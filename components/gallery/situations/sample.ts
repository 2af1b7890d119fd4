import type { AwsRole, Tag } from "#lib/domain/aws/types.ts";
import type { Observation, Observed } from "#lib/domain/enrollment/observation.ts";
import type { EnrollmentOverview } from "#lib/domain/enrollment/overview.ts";
import { production } from "../fixtures/accounts.ts";
import { secondsAgo } from "../fixtures/times.ts";

/* One account, enrolled as far as access: what is judged of it here is judged by the same rules as in the app. */

export const integrationName = "acme-production";
const accountId = production.accountId;
const cluster = "teleport.acme.test";
export const integrationRole = `arn:aws:iam::${accountId}:role/teleport-integration`;
const providerArn = `arn:aws:iam::${accountId}:oidc-provider/${cluster}`;

export function seen<T>(value: T): Observed<T> {
  return { ok: true, value, at: secondsAgo(40) };
}

export const document = (...statements: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

export const trusts = (principal: object, action = "sts:AssumeRole") => ({
  Effect: "Allow",
  Principal: principal,
  Action: action,
});

export function role(name: string, over: Partial<AwsRole> = {}): AwsRole {
  return {
    arn: `arn:aws:iam::${accountId}:role/${name}`,
    accountId,
    partition: "aws",
    name,
    path: "/",
    roleId: `AROA${name
      .toUpperCase()
      .replaceAll(/[^A-Z]/g, "")
      .padEnd(17, "Q")
      .slice(0, 17)}`,
    description: null,
    createdAt: null,
    trustPolicy: document(trusts({ Service: "ec2.amazonaws.com" })),
    tags: [],
    inlinePolicies: [],
    attachedPolicies: [],
    boundary: null,
    lastUsedAt: null,
    ...over,
  };
}

export const targetTag: Tag = { key: "teleport.dev/integration", value: "true" };
const opened = { trustPolicy: document(trusts({ AWS: integrationRole })), tags: [targetTag] };

const roles: readonly AwsRole[] = [
  role("teleport-integration", {
    trustPolicy: document({
      ...trusts({ Federated: providerArn }, "sts:AssumeRoleWithWebIdentity"),
      Condition: { StringEquals: { [`${cluster}:aud`]: "discover.teleport" } },
    }),
    inlinePolicies: [
      {
        name: "AWSAppAccess",
        document: document({
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Resource: "*",
          Condition: { StringEquals: { "iam:ResourceTag/teleport.dev/integration": "true" } },
        }),
      },
    ],
  }),
  role("ReadOnlyAuditor", opened),
  role("BillingAnalyst", { tags: [targetTag] }),
  role("Developer"),
];

const conditions = { appLabels: {}, appLabelsExpression: "", awsRoleArns: [] };

export function sample(over: Partial<Observation> = {}): Observation {
  const integration = {
    name: integrationName,
    subKind: "aws-oidc",
    roleArn: integrationRole,
    audience: "",
    issuerS3Uri: "",
    revision: "1",
  };
  return {
    integrationName,
    draft: null,
    profile: { ...production, externalId: null },
    cluster: seen({
      name: cluster,
      publicHost: cluster,
      publicAddress: cluster,
      serverVersion: "18.2.0",
      webUrl: `https://${cluster}`,
      tlsRouting: true,
      edition: null,
    }),
    identity: seen({
      userName: "bot-aws-access",
      isBot: true,
      roles: ["aws-access-app"],
      expiresAt: secondsAgo(-2400),
      notRenewed: false,
    }),
    issuer: seen({
      url: `https://${cluster}`,
      hostAndPath: cluster,
      expectedUrl: `https://${cluster}`,
      thumbprint: "b".repeat(40),
    }),
    aws: seen({
      accountId,
      partition: "aws",
      arn: `arn:aws:sts::${accountId}:assumed-role/platform/aws-access`,
      userId: "AROAPLATFORMQQQQQQQQQ:aws-access",
      roleArn: `arn:aws:iam::${accountId}:role/platform`,
      expiresAt: secondsAgo(-3000),
    }),
    integration: seen(integration),
    integrations: seen([integration]),
    provider: seen({
      arn: providerArn,
      issuer: cluster,
      audiences: ["discover.teleport"],
      thumbprints: ["b".repeat(40)],
      tags: [],
    }),
    integrationRole: seen(roles[0] ?? null),
    scan: seen({
      accountId,
      partition: "aws",
      roles,
      livePrincipalIds: roles.map(({ roleId }) => roleId),
      userIdsKnown: true,
      trustPolicySizeQuota: 2048,
      source: "account-authorization-details",
      calls: 1,
      alias: "acme-production",
    }),
    ping: seen({
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/teleport-integration/1700000000`,
      userId: "AROATELEPORTINTEGRATI:1700000000",
    }),
    apps: seen([
      {
        name: integrationName,
        hostId: "0b5e6f0a-5f5e-4b8a-9a53-1f0b1a4f9c11",
        labels: { aws_account_id: accountId, "aws-access.teleport/integration": integrationName },
        uri: "https://console.aws.amazon.com/",
        publicAddr: `${integrationName}.${cluster}`,
        cloud: "AWS",
        integration: integrationName,
        externalId: null,
        revision: "1",
      },
    ]),
    appAddress: seen({ host: `${integrationName}.${cluster}`, certificate: null, names: [], resolves: true }),
    roles: seen([
      {
        name: "aws_access_ReadOnlyAuditor",
        version: "v8",
        labels: { "aws-access.teleport/enrollment": integrationName },
        description: "",
        allow: {
          ...conditions,
          appLabels: { aws_account_id: [accountId] },
          awsRoleArns: [`arn:aws:iam::${accountId}:role/ReadOnlyAuditor`],
        },
        deny: conditions,
        revision: "1",
        grantsMore: false,
      },
    ]),
    users: seen(
      ["alice", "bob"].map((name) => ({
        name,
        roles: name === "alice" ? ["aws_access_ReadOnlyAuditor"] : ["developer"],
        traits: {},
        sso: null,
        isBot: false,
        isSystem: false,
        locked: false,
        revision: "1",
      })),
    ),
    named: null,
    launches: seen({ launches: [], since: secondsAgo(7 * 24 * 3600) }),
    accepted: [],
    ...over,
  };
}

/** The same world, as it is read before any enrollment is looked at. */
export function overviewOf(o: Observation): EnrollmentOverview {
  return {
    readAt: o.cluster.at,
    cluster: o.cluster,
    identity: o.identity,
    issuer: o.issuer,
    aws: o.aws,
    awsPermissions: o.aws.ok ? seen([]) : o.aws,
    teleportRules: o.identity.ok
      ? seen([
          {
            role: "aws-access-app",
            effect: "allow",
            kinds: ["*"],
            verbs: ["*"],
            conditional: false,
          },
        ])
      : o.identity,
    former: [],
    appCount: o.apps.ok ? seen(o.apps.value.length) : o.apps,
    integrations: o.integrations,
    drafts: [],
    profiles: [o.profile],
  };
}
