import * as fc from "fast-check";
import type { AwsRole, OidcProvider, Tag } from "#lib/domain/aws/types.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import type { AppServer, TeleportUser } from "#lib/domain/teleport/types.ts";
import {
  awsRole,
  document,
  guideStatement,
  integrationRole,
  oidcProvider,
  ownership,
  roleScan,
  targetTag,
  trustsEc2,
  trustsRole,
  webIdentity,
} from "./aws.ts";
import { accountId, integrationRoleArn, otherAccountId } from "./names.ts";
import { enrolled, seen, untouched } from "./observation.ts";
import { accessRole, appServer, integration, ping, teleportRole, teleportUser, viaSso } from "./teleport.ts";

const statement = fc.constantFrom<object>(
  trustsEc2,
  trustsRole(integrationRoleArn),
  trustsRole(`arn:aws:iam::${accountId}:root`),
  trustsRole(`arn:aws:iam::${otherAccountId}:root`),
  { Sid: "TeleportIntegration038a967f", ...trustsRole(integrationRoleArn) },
  { Sid: "TeleportIntegration038a967f", ...trustsRole("AROADELETED0000000000") },
  { ...trustsRole(`arn:aws:iam::${accountId}:root`), Condition: { StringEquals: { "sts:ExternalId": "x" } } },
  { ...trustsRole(integrationRoleArn), Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } },
  { ...trustsRole("*"), Effect: "Deny", Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } },
  trustsRole("AROADELETED0000000000"),
);

const tags: fc.Arbitrary<Tag[] | null> = fc.constantFrom<Tag[] | null>(
  [],
  [targetTag],
  [{ key: "Teleport.dev/Integration", value: "True" }],
  [{ key: "managed-by", value: "terraform" }],
  Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: "v" })),
  null,
);

function target(name: string): fc.Arbitrary<AwsRole> {
  return fc
    .record({
      statements: fc.array(statement, { minLength: 1, maxLength: 3 }),
      tags,
      path: fc.constantFrom("/", "/teams/", "/aws-service-role/rds.amazonaws.com/"),
    })
    .map(({ statements, tags: own, path }) =>
      awsRole(name, { path, tags: own, trustPolicy: document(...uniqueSids(statements)) }),
    );
}

/** IAM takes no two statements with one Sid. */
function uniqueSids(statements: readonly object[]): object[] {
  const used = new Set<string>();
  return statements.filter((one) => {
    const sid = "Sid" in one ? String(one.Sid) : null;
    if (sid === null) return true;
    if (used.has(sid)) return false;
    used.add(sid);
    return true;
  });
}

const ownRole: fc.Arbitrary<AwsRole> = fc
  .record({
    trustPolicy: fc.constantFrom(
      document(webIdentity),
      document(trustsEc2),
      document(trustsEc2, webIdentity),
    ),
    tags: fc.constantFrom<Tag[]>([], [...ownership], [{ key: "TELEPORT.dev/origin", value: "x" }]),
    inlinePolicies: fc.constantFrom(
      [],
      [{ name: "AWSAppAccess", document: document(guideStatement) }],
      [
        {
          name: "AWSAppAccess",
          document: document({ ...guideStatement, Resource: "arn:aws:iam::*:role/x" }),
        },
      ],
    ),
  })
  .map((over) => integrationRole(over));

const provider: fc.Arbitrary<OidcProvider | null> = fc.constantFrom<OidcProvider | null>(
  null,
  oidcProvider(),
  oidcProvider({ audiences: [], tags: [] }),
  oidcProvider({ audiences: ["sts.amazonaws.com"], tags: [{ key: "owner", value: "x" }] }),
);

const apps: fc.Arbitrary<AppServer[]> = fc.constantFrom<AppServer[]>(
  [],
  [appServer()],
  [appServer({ labels: {} })],
  [appServer({ labels: {} }), appServer({ hostId: "second", labels: { env: "x" } })],
  [
    appServer({ labels: { aws_account_id: accountId } }),
    appServer({ name: "two", integration: "two", publicAddr: "two.x" }),
  ],
  [appServer({ name: "two", integration: "two", publicAddr: "two.x" })],
);

const users: fc.Arbitrary<TeleportUser[]> = fc
  .record({
    roles: fc.subarray(["access", "aws_access_A", "aws_access_B"]),
    arns: fc.subarray([`arn:aws:iam::${accountId}:role/A`, `arn:aws:iam::${otherAccountId}:role/A`]),
  })
  .map(({ roles, arns }) => [
    teleportUser("alice", { roles, traits: arns.length > 0 ? { aws_role_arns: arns } : {} }),
    teleportUser("bob"),
    teleportUser("carol", { sso: viaSso }),
  ]);

const roles = fc.subarray([
  teleportRole("access", { appLabels: { "*": ["*"] }, awsRoleArns: ["{{internal.aws_role_arns}}"] }),
  accessRole("aws_access_A", `arn:aws:iam::${accountId}:role/A`),
  teleportRole("aws_access_B", {
    appLabels: { aws_account_id: [accountId] },
    awsRoleArns: [`arn:aws:iam::${accountId}:role/B`],
  }),
  teleportRole("aws_access_C", { appLabels: { "*": ["*"] }, awsRoleArns: [] }),
]);

/** Accounts and clusters in every state that one enrollment can meet. */
export const observations: fc.Arbitrary<Observation> = fc
  .record({
    targets: fc.tuple(target("A"), target("B"), target("C")),
    own: fc.option(ownRole),
    provider,
    apps,
    users,
    roles,
    begun: fc.boolean(),
  })
  .map(({ targets, own, begun, ...teleport }) => {
    const parts = {
      integrationRole: seen(own),
      scan: seen(roleScan(own ? [own, ...targets] : targets)),
      provider: seen(teleport.provider),
      apps: seen(teleport.apps),
      users: seen(teleport.users),
      roles: seen(teleport.roles),
    };
    return begun
      ? enrolled([], { ...parts, integration: seen(integration()) })
      : untouched({ ...parts, ping: own ? seen(ping()) : seen(null) });
  });
