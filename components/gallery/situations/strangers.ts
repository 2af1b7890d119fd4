import type { AwsRole } from "#lib/domain/aws/types.ts";
import { trustStatementSid } from "#lib/domain/aws/trust/sid.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { document, integrationRole, role, sample, seen, targetTag, trusts } from "./sample.ts";

/* What others do to the same account and cluster, as the pages show it. */

const own = { Sid: trustStatementSid(integrationRole), ...trusts({ AWS: integrationRole }) };

/** Beside the integration role the account has these. */
function withRoles(...others: readonly AwsRole[]): Observation {
  const usual = sample();
  if (!usual.scan.ok) return usual;
  const { value } = usual.scan;
  const roles = [...value.roles.filter(({ arn }) => arn === integrationRole), ...others];
  return sample({ scan: seen({ ...value, roles, livePrincipalIds: roles.map(({ roleId }) => roleId) }) });
}

/** Its targets still name the role that was there before: by its id, as IAM shows a deleted one. */
export const roleMadeAnew = (): Observation =>
  withRoles(
    role("ReadOnlyAuditor", {
      trustPolicy: document({ ...own, Principal: { AWS: "AROAFORMERINTEGRATION" } }),
      tags: [targetTag],
    }),
  );

export const deadPrincipal = (): Observation =>
  withRoles(role("LegacyDeploy", { trustPolicy: document(trusts({ AWS: "AROADELETEDROLE000000" })) }));

export const quotaFull = (): Observation =>
  withRoles(
    role("VendorFanIn", {
      trustPolicy: document(
        trusts({
          AWS: Array.from(
            { length: 60 },
            (_, at) => `arn:aws:iam::9000000000${String(at).padStart(2, "0")}:root`,
          ),
        }),
      ),
    }),
  );

export function accessRoleWidened(): Observation {
  const usual = sample();
  if (!usual.roles.ok) return usual;
  const [first, ...rest] = usual.roles.value;
  if (!first) return usual;
  const other = integrationRole.replace("teleport-integration", "BillingAnalyst");
  const awsRoleArns = [...first.allow.awsRoleArns, other];
  return sample({ roles: seen([{ ...first, allow: { ...first.allow, awsRoleArns } }, ...rest]) });
}

/** The account has another integration with an app of its own; one role trusts that one alone. */
export function twoIntegrations(): Observation {
  const usual = sample();
  if (!usual.integrations.ok || !usual.apps.ok || !usual.scan.ok) return usual;
  const [integration] = usual.integrations.value;
  const [app] = usual.apps.value;
  if (!integration || !app) return usual;
  const name = "acme-billing";
  const roleArn = integrationRole.replace("teleport-integration", "teleport-billing");
  return {
    ...withRoles(
      role("ReadOnlyAuditor", { trustPolicy: document(own), tags: [targetTag] }),
      role("BillingAnalyst", { trustPolicy: document(trusts({ AWS: roleArn })), tags: [targetTag] }),
    ),
    integrations: seen([integration, { ...integration, name, roleArn }]),
    apps: seen([
      app,
      {
        ...app,
        name,
        hostId: "7a1f2d3c-0000-4000-8000-000000000002",
        integration: name,
        labels: { ...app.labels, "aws-access.teleport/integration": name },
        publicAddr: `${name}.teleport.acme.test`,
      },
    ]),
  };
}
