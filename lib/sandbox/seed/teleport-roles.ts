import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  RoleV6Schema,
  type RoleConditionsSchema,
  type RoleV6,
} from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { bot, development } from "./company.ts";

type Conditions = MessageInitShape<typeof RoleConditionsSchema>;

const hour = 3_600_000_000_000n;
const preset = { "teleport.internal/resource-type": "preset" };

function labels(values: Record<string, string | string[]>): NonNullable<Conditions["AppLabels"]> {
  const entries = Object.entries(values).map(([key, value]) => [key, { Values: [value].flat() }]);
  return { Values: Object.fromEntries(entries) };
}

function role(
  name: string,
  description: string,
  allow: Conditions,
  more: { deny?: Conditions; version?: string; labels?: Record<string, string> } = {},
): RoleV6 {
  return create(RoleV6Schema, {
    Kind: "role",
    Version: more.version ?? "v7",
    Metadata: { Name: name, Namespace: "default", Description: description, Labels: more.labels ?? {} },
    Spec: { Options: { MaxSessionTTL: 30n * hour }, Allow: allow, Deny: more.deny ?? {} },
  });
}

const rule = (resource: string, ...verbs: string[]): NonNullable<Conditions["Rules"]>[number] => ({
  Resources: [resource],
  Verbs: verbs,
});
const everything = ["list", "read", "create", "update", "delete"];
const everyLabel = labels({ "*": "*" });

/** What the app itself can use and nothing else; the labels let it see every app, no ARN lets it use none. */
const appRole = role(bot.roleName, "AWS Access for Teleport", {
  AppLabels: everyLabel,
  Rules: [
    rule("integration", ...everything, "use"),
    rule("app_server", ...everything),
    rule("role", ...everything),
    rule("user", "list", "read", "update"),
    rule("lock", "list", "read"),
    rule("access_request", "list", "read"),
    // Optional: who launched what.
    rule("event", "list", "read"),
  ],
});

export const seededRoles: readonly RoleV6[] = [
  appRole,
  role(
    "access",
    "Access cluster resources",
    {
      Logins: ["{{internal.logins}}"],
      NodeLabels: everyLabel,
      AppLabels: everyLabel,
      AWSRoleARNs: ["{{internal.aws_role_arns}}"],
      Rules: [rule("event", "list", "read"), rule("session", "list", "read")],
    },
    { labels: preset },
  ),
  role(
    "editor",
    "Edit cluster configuration",
    {
      Rules: ["user", "role", "integration", "app_server", "bot", "token"].map((resource) =>
        rule(resource, "*"),
      ),
    },
    { labels: preset },
  ),
  role("auditor", "Review cluster events", { Rules: [rule("event", "list", "read")] }, { labels: preset }),
  role("developer", "Shell access to the development hosts", {
    Logins: ["{{internal.logins}}"],
    NodeLabels: labels({ env: "dev" }),
  }),
  role("aws_dev", "Developers in Acme Development", {
    AppLabels: labels({ aws_account_id: development.accountId }),
    AWSRoleARNs: [`arn:aws:iam::${development.accountId}:role/Developer`],
  }),
  role("sso-aws", "AWS roles as the identity provider says", {
    AppLabels: labels({ aws_account_id: "*" }),
    AWSRoleARNs: ["{{external.aws_role_arns}}"],
  }),
  role("aws-requester", "May ask for what was made by hand for Acme Development", {
    Request: { Roles: ["aws_access_LogReader"] },
  }),
  role("wiki-users", "The internal wiki", { AppLabels: labels({ app: "wiki" }) }),
  role("platform", "Production apps by expression", {
    AppLabelsExpression: `labels["env"] == "prod" && contains(user.spec.traits["team"], "platform")`,
  }),
  role(
    "contractor",
    "Keeps contractors out of Acme Development",
    {},
    {
      deny: { AppLabels: labels({ aws_account_id: development.accountId }) },
    },
  ),
  role("legacy-ops", "Written for an older Teleport", {}, { version: "v3" }),
  role("aws_access_LogReader", "Made by hand for Acme Development", {
    AppLabels: labels({ aws_account_id: development.accountId }),
    AWSRoleARNs: [`arn:aws:iam::${development.accountId}:role/Tester`],
  }),
];
