import type { AwsRole } from "#lib/domain/aws/types.ts";
import { homeOf } from "#lib/domain/enrollment/home.ts";
import { valueOr, type Observation } from "#lib/domain/enrollment/observation.ts";
import { splitResourceId, type AnyChange, type ResourceStates } from "#lib/domain/enrollment/resource.ts";
import type { AppServer, TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { awsRole, roleIdOf } from "./aws.ts";
import { accountId } from "./names.ts";
import { seen } from "./observation.ts";
import { ping, teleportRole } from "./teleport.ts";

/** The observation as it would be once every change had been written and confirmed. */
export function applied(o: Observation, changes: readonly AnyChange[]): Observation {
  return changes.reduce(applyOne, o);
}

function applyOne(o: Observation, { resource, before, after }: AnyChange): Observation {
  if (after === null) return withoutResource(o, resource);
  switch (resource.kind) {
    case "aws/oidc-provider": {
      const state = after as ResourceStates["aws/oidc-provider"];
      const issuer = state.url.replace("https://", "");
      return { ...o, provider: seen({ arn: resource.id, issuer, ...state }) };
    }
    case "aws/role":
      return withRole(o, newRole(resource.id, after as ResourceStates["aws/role"]));
    case "aws/role-trust":
      return changeRole(o, resource.id, {
        trustPolicy: (after as ResourceStates["aws/role-trust"]).document,
      });
    case "aws/role-tag":
      return withTag(o, resource.id, after as ResourceStates["aws/role-tag"]);
    case "aws/inline-policy":
      return withPolicy(o, resource.id, after as ResourceStates["aws/inline-policy"]);
    case "teleport/integration":
      return withIntegration(o, resource.id, after as ResourceStates["teleport/integration"]);
    case "teleport/app-server":
      return withApp(o, resource.id, after as ResourceStates["teleport/app-server"]);
    case "teleport/access-role":
      return withAccessRole(o, resource.id, after as ResourceStates["teleport/access-role"]);
    case "teleport/user-access":
      return withUserAccess(
        o,
        resource.id,
        before as ResourceStates["teleport/user-access"],
        after as ResourceStates["teleport/user-access"],
      );
  }
}

function newRole(arn: string, state: ResourceStates["aws/role"]): AwsRole {
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  return awsRole(name, {
    path: state.path,
    trustPolicy: state.trustPolicy ?? "",
    tags: state.tags ?? [],
    description: state.description,
  });
}

function withRole(o: Observation, role: AwsRole): Observation {
  const scan = valueOr(o.scan, null);
  if (!scan) throw new Error("The fixture has no scan");
  const roles = [...scan.roles.filter(({ arn }) => arn !== role.arn), role];
  const livePrincipalIds = [...new Set([...scan.livePrincipalIds, roleIdOf(role.name)])];
  return { ...o, integrationRole: seen(role), scan: seen({ ...scan, roles, livePrincipalIds }) };
}

function changeRole(o: Observation, arn: string, change: Partial<AwsRole>): Observation {
  const scan = valueOr(o.scan, null);
  const own = valueOr(o.integrationRole, null);
  const changed = (role: AwsRole) => (role.arn === arn ? { ...role, ...change } : role);
  return {
    ...o,
    integrationRole: own ? seen(changed(own)) : o.integrationRole,
    scan: scan ? seen({ ...scan, roles: scan.roles.map(changed) }) : o.scan,
  };
}

function roleNamed(o: Observation, arn: string): AwsRole {
  const all = [...(valueOr(o.scan, null)?.roles ?? []), valueOr(o.integrationRole, null)];
  const role = all.find((one) => one?.arn === arn);
  if (!role) throw new Error(`The fixture has no role ${arn}`);
  return role;
}

function withTag(o: Observation, id: string, { key, value }: ResourceStates["aws/role-tag"]): Observation {
  const [arn] = splitResourceId(id);
  const others = (roleNamed(o, arn).tags ?? []).filter((tag) => tag.key.toLowerCase() !== key.toLowerCase());
  return changeRole(o, arn, { tags: [...others, { key, value }] });
}

function withPolicy(
  o: Observation,
  id: string,
  { document }: ResourceStates["aws/inline-policy"],
): Observation {
  const [arn, name] = splitResourceId(id);
  const others = (roleNamed(o, arn).inlinePolicies ?? []).filter((policy) => policy.name !== name);
  return changeRole(o, arn, { inlinePolicies: [...others, { name, document }] });
}

function withIntegration(
  o: Observation,
  name: string,
  state: ResourceStates["teleport/integration"],
): Observation {
  const integration = { name, ...state, revision: "1" };
  const others = valueOr(o.integrations, []).filter((one) => one.name !== name);
  return {
    ...o,
    integration: seen(integration),
    integrations: seen([...others, integration]),
    ping: seen(ping({ accountId })),
  };
}

function withApp(o: Observation, id: string, state: ResourceStates["teleport/app-server"]): Observation {
  const [name, hostId] = splitResourceId(id);
  const others = valueOr(o.apps, []).filter((app) => app.name !== name || app.hostId !== hostId);
  const app: AppServer = { name, hostId, ...state, revision: "1" };
  return { ...o, apps: seen([...others, app]) };
}

function withAccessRole(
  o: Observation,
  name: string,
  { version, labels, appLabels, awsRoleArns }: ResourceStates["teleport/access-role"],
): Observation {
  const roles = valueOr(o.roles, []);
  const existing: TeleportRole = roles.find((role) => role.name === name) ?? teleportRole(name);
  const role = { ...existing, version, labels, allow: { ...existing.allow, appLabels, awsRoleArns } };
  return { ...o, roles: seen([...roles.filter((one) => one.name !== name), role]) };
}

function withUserAccess(
  o: Observation,
  name: string,
  before: ResourceStates["teleport/user-access"],
  { roles, roleArns }: ResourceStates["teleport/user-access"],
): Observation {
  const kept = (user: TeleportUser) =>
    user.roles.filter((role) => !before.roles.includes(role) || roles.includes(role));
  const change = (user: TeleportUser): TeleportUser =>
    user.name === name
      ? {
          ...user,
          roles: [...new Set([...kept(user), ...roles])],
          traits:
            roleArns.length === before.roleArns.length
              ? user.traits
              : { ...user.traits, aws_role_arns: roleArns },
        }
      : user;
  return { ...o, users: seen(valueOr(o.users, []).map(change)) };
}

function withoutResource(o: Observation, { kind, id }: AnyChange["resource"]): Observation {
  const [first, second] = splitResourceId(id);
  switch (kind) {
    case "aws/oidc-provider":
      return { ...o, provider: seen(null) };
    case "aws/role": {
      const scan = valueOr(o.scan, null);
      const roles = scan?.roles.filter(({ arn }) => arn !== id) ?? [];
      return { ...o, integrationRole: seen(null), scan: scan ? seen({ ...scan, roles }) : o.scan };
    }
    case "aws/role-tag":
      return changeRole(o, first, {
        tags: (roleNamed(o, first).tags ?? []).filter(
          ({ key }) => key.toLowerCase() !== second.toLowerCase(),
        ),
      });
    case "aws/inline-policy":
      return changeRole(o, first, {
        inlinePolicies: (roleNamed(o, first).inlinePolicies ?? []).filter(({ name }) => name !== second),
      });
    case "teleport/integration":
      return {
        ...o,
        integration: seen(null),
        integrations: seen(valueOr(o.integrations, []).filter(({ name }) => name !== id)),
        former: homeOf(o),
      };
    case "teleport/app-server": {
      const apps = valueOr(o.apps, []).filter(({ name, hostId }) => name !== first || hostId !== second);
      return { ...o, apps: seen(apps) };
    }
    case "teleport/access-role":
      return { ...o, roles: seen(valueOr(o.roles, []).filter(({ name }) => name !== id)) };
    case "aws/role-trust":
    case "teleport/user-access":
      throw new Error(`${id} can't be removed`);
  }
}
