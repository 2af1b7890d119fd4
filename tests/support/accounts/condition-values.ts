import { awayId, homeId, hubName, marks, otherRoleName, roleArnOf, strangerId } from "./names.ts";

export type Family = "string" | "arn" | "bool" | "number" | "date" | "address";

/** Keys with values that now and then agree with the request. */
export interface KeyGroup {
  readonly keys: readonly string[];
  readonly families: readonly Family[];
  readonly values: readonly unknown[];
}

const roleArns = [
  marks.hub,
  roleArnOf(homeId, "/", "*"),
  roleArnOf("*", "/", "*"),
  `arn:aws:iam::${homeId}:*`,
  roleArnOf(homeId, "/", otherRoleName),
  `arn:aws:sts::${homeId}:assumed-role/${hubName}/*`,
];

/** What the app knows of Teleport's call before anybody makes it. */
export const knowable: readonly KeyGroup[] = [
  {
    keys: [
      "iam:ResourceTag/teleport.dev/integration",
      "iam:resourcetag/Teleport.Dev/Integration",
      "aws:ResourceTag/teleport.dev/integration",
    ],
    families: ["string"],
    values: ["true", "true", "True", "tr?e", "*", true, "false", ""],
  },
  {
    keys: ["aws:ResourceTag/team", "iam:ResourceTag/Team", "aws:PrincipalTag/team", "AWS:PRINCIPALTAG/TEAM"],
    families: ["string"],
    values: ["platform", "Platform", "plat*", "data", "", "*"],
  },
  {
    keys: ["aws:ResourceTag/size", "iam:ResourceTag/Size"],
    families: ["number", "string"],
    values: ["10", 10, "9.5", "-1", "10.0", "large"],
  },
  {
    keys: ["aws:ResourceTag/until", "aws:PrincipalTag/Until"],
    families: ["date", "string"],
    values: ["2026-12-31", "2026-12-31T00:00:00Z", "2027-01-01T12:00:00Z", "1798675200"],
  },
  {
    keys: ["aws:ResourceTag/net"],
    families: ["address", "string"],
    values: ["10.1.2.3", "10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32", "0.0.0.0/0"],
  },
  { keys: ["aws:PrincipalArn", "aws:principalarn"], families: ["arn", "string"], values: roleArns },
  {
    keys: ["aws:PrincipalAccount", "aws:ResourceAccount"],
    families: ["string", "number"],
    values: [homeId, awayId, strangerId, "12345*"],
  },
  {
    keys: ["aws:PrincipalType"],
    families: ["string"],
    values: ["AssumedRole", "User", "Assumed*"],
  },
  {
    keys: ["aws:SecureTransport", "aws:ViaAWSService", "aws:PrincipalIsAWSService"],
    families: ["bool", "string"],
    values: ["true", "false", true, false, "False"],
  },
  {
    keys: ["sts:ExternalId", "sts:externalid"],
    families: ["string"],
    values: ["acme-7", "acme-*", "ACME-7", "other", "*"],
  },
  {
    keys: ["aws:username", "aws:SourceAccount", "aws:SourceArn", "aws:CalledVia", "aws:MultiFactorAuthAge"],
    families: ["string", "number", "arn"],
    values: ["alice", homeId, "3600", "arn:aws:s3:::bucket"],
  },
];

/** What nobody can know beforehand, and values whose meaning hangs on it or that AWS does not document. */
export const unknowable: readonly KeyGroup[] = [
  {
    keys: ["aws:SourceIp"],
    families: ["address", "string"],
    values: ["203.0.113.0/24", "198.51.100.7", "0.0.0.0/0", "10.0.0.0/8"],
  },
  {
    keys: ["aws:PrincipalOrgID", "aws:ResourceOrgID", "aws:PrincipalOrgPaths"],
    families: ["string"],
    values: ["o-acme0000ab", "o-other00000", "o-*"],
  },
  {
    keys: ["sts:RoleSessionName", "aws:userid", "aws:SourceIdentity", "sts:SourceIdentity"],
    families: ["string"],
    values: ["alice", "bob", "*", "*:alice", `${marks.hubId}:*`],
  },
  {
    keys: ["aws:MultiFactorAuthPresent"],
    families: ["bool", "string"],
    values: ["true", "false", false, true],
  },
  {
    keys: ["aws:CurrentTime", "aws:EpochTime", "aws:TokenIssueTime"],
    families: ["date"],
    values: ["2026-06-01T00:00:00Z", "2026-12-01", "1798675200"],
  },
  {
    keys: [
      "aws:RequestedRegion",
      "aws:SourceVpce",
      "aws:FederatedProvider",
      "aws:RequestTag/team",
      "aws:TagKeys",
    ],
    families: ["string"],
    values: ["us-east-1", "eu-central-1", "vpce-0a1b2c", "team", "*"],
  },
  {
    keys: ["aws:PrincipalTag/team", "aws:ResourceTag/team", "aws:PrincipalArn", "sts:ExternalId"],
    families: ["string", "arn"],
    values: [
      "${aws:PrincipalTag/team}",
      "${aws:username}",
      "${aws:PrincipalTag/no, 'data'}",
      "plat${*}",
      "${",
    ],
  },
  { keys: ["aws:PrincipalArn"], families: ["arn"], values: ["*", "arn:*", "arn:aws:*:role/*", "role"] },
  {
    keys: ["aws:ResourceTag/size", "aws:PrincipalAccount"],
    families: ["number"],
    values: ["1e1", " 10", "", "0x0a", "+10", "1.23456789012e11"],
  },
  {
    keys: ["aws:ResourceTag/until"],
    families: ["date"],
    values: ["2026", "2026-12", "2026-02-30", "2026-12-31T00:00:00", "2026-12-31T00:00-05:00", "31 Dec 2026"],
  },
  {
    keys: ["aws:ResourceTag/net"],
    families: ["address"],
    values: ["10.1.2.3/08", "010.1.2.3", "::ffff:10.1.2.3"],
  },
];
