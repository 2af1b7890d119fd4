import type { AccessRoleDocument } from "./documents.ts";
import { accountLabel } from "./labels.ts";
import { encodeFileName } from "./role-name.ts";
import type { AppServer, Integration, Labels, LabelSelectors } from "./types.ts";
import { toYaml } from "./yaml-style.ts";

/** The app server as `tctl create -f` takes it: the document of the guide's step 4. */
export function appServerYaml(app: Omit<AppServer, "revision">): string {
  return toYaml({
    kind: "app_server",
    metadata: { name: app.name },
    spec: {
      app: {
        kind: "app",
        metadata: { labels: accountFirst(app.labels), name: app.name },
        spec: {
          ...(app.cloud === "" ? {} : { cloud: app.cloud }),
          uri: app.uri,
          ...(app.integration === "" ? {} : { integration: app.integration }),
          public_addr: app.publicAddr,
          ...(app.externalId === null ? {} : { aws: { external_id: app.externalId } }),
        },
        version: "v3",
      },
      host_id: app.hostId,
    },
    version: "v3",
  });
}

/** An access role as `tctl create` takes it: the document of the guide's step 5. */
export function accessRoleYaml(role: AccessRoleDocument): string {
  return toYaml({
    kind: "role",
    metadata: {
      ...(Object.keys(role.labels).length === 0 ? {} : { labels: role.labels }),
      name: role.name,
    },
    spec: {
      allow: {
        app_labels: selectors(role.appLabels),
        aws_role_arns: role.awsRoleArns,
      },
    },
    version: role.version,
  });
}

export function integrationYaml(integration: Omit<Integration, "revision">): string {
  return toYaml({
    kind: "integration",
    sub_kind: integration.subKind,
    metadata: { name: integration.name },
    spec: {
      aws_oidc: {
        ...(integration.audience === "" ? {} : { audience: integration.audience }),
        ...(integration.issuerS3Uri === "" ? {} : { issuer_s3_uri: integration.issuerS3Uri }),
        role_arn: integration.roleArn,
      },
    },
    version: "v1",
  });
}

/**
 * The role for people who sign in through an identity provider: their role ARNs come from its attribute `aws_role_arns`.
 * Bound to the account's app, so that ARNs of other accounts give nothing here.
 */
export function ssoRoleYaml(role: { name: string; version: string; appLabels: LabelSelectors }): string {
  return accessRoleYaml({
    name: role.name,
    version: role.version,
    labels: {},
    appLabels: role.appLabels,
    awsRoleArns: ["{{external.aws_role_arns}}"],
  });
}

/** The guide's file name for the app server. */
export function appServerFileName(integration: string): string {
  return `${encodeFileName(integration)}_app_access.yaml`;
}

/** The guide's file name for an access role. */
export function accessRoleFileName(roleName: string): string {
  return `${encodeFileName(roleName)}.yaml`;
}

// Entries, not assignments: a label may be called __proto__.
function selectors(labels: LabelSelectors): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    accountFirstEntries(labels).map(([key, values]) => [key, only(values) ?? values] as const),
  );
}

function only(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}

function accountFirst(labels: Labels): Labels {
  return Object.fromEntries(accountFirstEntries(labels));
}

function accountFirstEntries<T>(labels: Readonly<Record<string, T>>): [string, T][] {
  const rank = (key: string) => (key === accountLabel ? 0 : 1);
  return Object.entries(labels).toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
