import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { EnrollmentDraft, Observation, Observed } from "#lib/domain/enrollment/observation.ts";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import type { ErrorCode } from "#lib/domain/errors.ts";
import { awsIdentity, integrationRole, oidcProvider, roleScan } from "./aws.ts";
import { accountId, at, integrationName, integrationRoleName } from "./names.ts";
import { appAddress, appServer, cluster, integration, issuer, ping, teleportIdentity } from "./teleport.ts";

export function seen<T>(value: T): Observed<T> {
  return { ok: true, value, at };
}

export function unread(code: ErrorCode = "aws-access-denied"): { ok: false; problem: ProblemOf; at: string } {
  return { ok: false, problem: { code, what: "It was refused.", why: "A test.", remedy: "None." }, at };
}

type ProblemOf = Extract<Observed<never>, { ok: false }>["problem"];

export const draft: EnrollmentDraft = {
  integration: integrationName,
  roleName: integrationRoleName,
  accountId,
  partition: "aws",
  displayName: "Acme Production",
  createdAt: at,
  createdBy: "admin",
};

/** An account in which nothing has been done yet. */
export function untouched(over: Partial<Observation> = {}): Observation {
  return {
    integrationName,
    draft,
    profile: defaultProfile(accountId, "Acme Production"),
    cluster: seen(cluster()),
    identity: seen(teleportIdentity()),
    issuer: seen(issuer()),
    aws: seen(awsIdentity()),
    integration: seen(null),
    integrations: seen([]),
    provider: seen(null),
    integrationRole: seen(null),
    scan: seen(roleScan([])),
    named: null,
    ping: seen(null),
    apps: seen([]),
    appAddress: seen(appAddress()),
    roles: seen([]),
    users: seen([]),
    launches: seen({ launches: [], since: at }),
    accepted: [],
    ...over,
  };
}

/** Steps 1, 2 and 4 are done; `targets` are the other roles of the account. */
export function enrolled(targets: readonly AwsRole[] = [], over: Partial<Observation> = {}): Observation {
  const role = integrationRole();
  return untouched({
    draft: null,
    integration: seen(integration()),
    integrations: seen([integration()]),
    provider: seen(oidcProvider()),
    integrationRole: seen(role),
    scan: seen(roleScan([role, ...targets])),
    ping: seen(ping()),
    apps: seen([appServer()]),
    ...over,
  });
}
