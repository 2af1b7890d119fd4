import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { UserV2Schema, type UserV2 } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import { bot, development, production } from "./company.ts";

type Traits = Record<string, string[]>;

interface SeededUser {
  name: string;
  roles: string[];
  traits?: Traits;
  /** Set for a user of the identity provider. */
  connector?: { type: "saml" | "github"; id: string };
  labels?: Record<string, string>;
}

const createdAt = timestampFromDate(new Date("2026-01-12T09:00:00Z"));
const okta = { type: "saml", id: "okta" } as const;
const github = { type: "github", id: "acme-github" } as const;
const arn = (accountId: string, roleName: string): string => `arn:aws:iam::${accountId}:role/${roleName}`;

const users: readonly SeededUser[] = [
  { name: "admin@acme", roles: ["access", "editor"], traits: { logins: ["root"] } },
  { name: "alice", roles: ["access"], traits: { logins: ["alice"] } },
  { name: "bob", roles: ["developer"], traits: { logins: ["bob"] } },
  {
    name: "carol",
    roles: ["sso-aws"],
    traits: { aws_role_arns: [arn(production.accountId, "ReadOnlyAuditor")], groups: ["cloud"] },
    connector: okta,
  },
  { name: "dana", roles: ["aws_dev", "developer"], traits: { logins: ["dana"] } },
  { name: "erin", roles: ["access", "developer"], traits: { logins: ["erin"] } },
  { name: "frank", roles: ["wiki-users"], traits: { groups: ["staff"] }, connector: github },
  { name: "grace", roles: ["auditor", "aws-requester"] },
  {
    name: "heidi",
    roles: ["access", "contractor"],
    traits: { aws_role_arns: [arn(development.accountId, "Developer")] },
  },
  { name: "ivan", roles: ["platform"], traits: { team: ["platform"] } },
  {
    name: "judy",
    roles: ["access"],
    traits: { aws_role_arns: [arn(development.accountId, "Developer")] },
  },
  { name: "mallory", roles: ["legacy-ops"] },
  { name: bot.userName, roles: [bot.roleName], labels: { "teleport.internal/bot": "aws-access" } },
  { name: "bot-ci", roles: ["developer"], labels: { "teleport.internal/bot": "ci" } },
];

function toMessage({ name, roles, traits, connector, labels }: SeededUser): UserV2 {
  const identity = { ConnectorID: connector?.id ?? "", Username: name };
  const values = Object.entries(traits ?? {}).map(([key, list]) => [key, { Values: list }]);
  return create(UserV2Schema, {
    Kind: "user",
    Version: "v2",
    Metadata: { Name: name, Namespace: "default", Labels: labels ?? {} },
    Spec: {
      Roles: roles,
      Traits: { Values: Object.fromEntries(values) },
      SAMLIdentities: connector?.type === "saml" ? [identity] : [],
      GithubIdentities: connector?.type === "github" ? [identity] : [],
      CreatedBy: connector
        ? { Connector: { Type: connector.type, ID: connector.id, Identity: name }, Time: createdAt }
        : { Time: createdAt, User: { Name: "system" } },
    },
  });
}

export const seededUsers: readonly UserV2[] = users.map(toMessage);

/** What the identity provider says of a user at each sign-in, whatever was edited in between; null: a local user. */
export function identityProviderRecord(name: string): { roles: string[]; traits: Traits } | null {
  const user = users.find((candidate) => candidate.name === name && candidate.connector);
  return user ? { roles: user.roles, traits: user.traits ?? {} } : null;
}
