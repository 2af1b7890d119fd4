import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { roleArnsOf } from "#lib/domain/teleport/user.ts";
import type {
  AppAddress,
  AppServer,
  ClusterInfo,
  Integration,
  IntegrationPing,
  IssuerInfo,
  LabelSelectors,
  Labels,
  LaunchLog,
  RoleRule,
  TeleportIdentity,
  TeleportLock,
  TeleportRole,
  TeleportUser,
} from "#lib/domain/teleport/types.ts";
import type { TeleportPort } from "#lib/enrollment/ports.ts";
import { appAddress } from "../observation/teleport.ts";
import { failure, Hooks } from "./hooks.ts";

const nothing = { appLabels: {}, appLabelsExpression: "", awsRoleArns: [] };

/** A cluster in memory, without its rules. */
export class MemoryTeleport implements TeleportPort {
  clusterName = "teleport.acme.test";
  accountId: string;
  readonly integrations = new Map<string, Integration>();
  readonly apps = new Map<string, AppServer>();
  readonly roles = new Map<string, TeleportRole>();
  readonly users = new Map<string, TeleportUser>();
  rules: readonly RoleRule[] = [
    { role: "app", effect: "allow", kinds: ["*"], verbs: ["*"], conditional: false },
  ];
  readonly hooks = new Hooks();

  constructor(accountId: string) {
    this.accountId = accountId;
  }

  addUser(name: string, roles: readonly string[] = [], roleArns: readonly string[] = []): void {
    this.users.set(name, {
      name,
      roles,
      traits: { aws_role_arns: roleArns },
      sso: null,
      isBot: false,
      isSystem: false,
      locked: false,
      revision: "1",
    });
  }

  cluster(): Promise<ClusterInfo> {
    return this.hooks.read("cluster", "", () => ({
      name: this.clusterName,
      publicHost: this.clusterName,
      publicAddress: this.clusterName,
      serverVersion: "18.2.0",
      webUrl: `https://${this.clusterName}`,
      tlsRouting: true,
      edition: null,
    }));
  }

  identity(): Promise<TeleportIdentity> {
    const expiresAt = "2026-11-22T10:00:00.000Z";
    return this.hooks.read("identity", "", () => ({
      userName: "bot-app",
      isBot: true,
      roles: [],
      expiresAt,
      notRenewed: false,
    }));
  }

  ownRules(): Promise<readonly RoleRule[]> {
    return this.hooks.read("ownRules", "", () => this.rules);
  }

  issuer(): Promise<IssuerInfo> {
    const url = `https://${this.clusterName}`;
    return this.hooks.read("issuer", "", () => ({
      url,
      hostAndPath: this.clusterName,
      expectedUrl: url,
      thumbprint: null,
    }));
  }

  listIntegrations(): Promise<readonly Integration[]> {
    return this.hooks.read("listIntegrations", "", () => [...this.integrations.values()]);
  }

  getIntegration(name: string): Promise<Integration | null> {
    return this.hooks.read("getIntegration", name, () => this.integrations.get(name) ?? null);
  }

  createIntegration({ name, roleArn }: { name: string; roleArn: string }): Promise<void> {
    const fresh = { name, roleArn, subKind: "aws-oidc", audience: "", issuerS3Uri: "", revision: "1" };
    return this.hooks.write("createIntegration", name, () => {
      if (this.integrations.has(name)) throw failure("teleport-already-exists", name);
      this.integrations.set(name, fresh);
    });
  }

  updateIntegration(name: string, roleArn: string): Promise<void> {
    return this.hooks.write("updateIntegration", name, () => {
      const found = this.integrations.get(name);
      if (found === undefined) throw failure("teleport-not-found", name);
      this.integrations.set(name, { ...found, roleArn });
    });
  }

  deleteIntegration(name: string): Promise<void> {
    return this.hooks.write("deleteIntegration", name, () => {
      this.integrations.delete(name);
    });
  }

  ping(target: { integration: string } | { roleArn: string }): Promise<IntegrationPing> {
    const id = "integration" in target ? target.integration : target.roleArn;
    const method = "integration" in target ? "ping-by-name" : "ping-by-role-arn";
    const arn = `arn:aws:sts::${this.accountId}:assumed-role/teleport-integration/ping`;
    return this.hooks.read(method, id, () => ({ accountId: this.accountId, arn, userId: "AROA:ping" }));
  }

  appAddress(host: string): Promise<AppAddress> {
    return this.hooks.read("appAddress", host, () => appAddress({ host }));
  }

  listApps(): Promise<readonly AppServer[]> {
    return this.hooks.read("listApps", "", () => [...this.apps.values()]);
  }

  upsertApp(app: Omit<AppServer, "revision">): Promise<void> {
    return this.hooks.write("upsertApp", app.name, () => {
      this.apps.set(`${app.name}#${app.hostId}`, { ...app, revision: "1" });
    });
  }

  deleteApp(name: string, hostId: string): Promise<void> {
    return this.hooks.write("deleteApp", name, () => {
      this.apps.delete(`${name}#${hostId}`);
    });
  }

  listRoles(): Promise<readonly TeleportRole[]> {
    return this.hooks.read("listRoles", "", () => [...this.roles.values()]);
  }

  getRole(name: string): Promise<TeleportRole | null> {
    return this.hooks.read("getRole", name, () => this.roles.get(name) ?? null);
  }

  createRole(role: {
    name: string;
    version: string;
    labels: Labels;
    appLabels: LabelSelectors;
    awsRoleArns: readonly string[];
  }): Promise<void> {
    const { name, version, labels, appLabels, awsRoleArns } = role;
    return this.hooks.write("createRole", name, () => {
      this.roles.set(name, {
        name,
        version,
        labels,
        description: "",
        allow: { ...nothing, appLabels, awsRoleArns },
        deny: nothing,
        revision: "1",
        grantsMore: false,
      });
    });
  }

  updateRole(name: string, change: { appLabels: LabelSelectors; awsRoleArns: readonly string[] }) {
    return this.hooks.write("updateRole", name, () => {
      const found = this.roles.get(name);
      if (found === undefined) throw failure("teleport-not-found", name);
      this.roles.set(name, { ...found, allow: { ...found.allow, ...change } });
    });
  }

  #label(method: string, name: string, change: (labels: Labels) => Labels): Promise<void> {
    return this.hooks.write(method, name, () => {
      const found = this.roles.get(name);
      if (found === undefined) throw failure("teleport-not-found", name);
      this.roles.set(name, { ...found, labels: change(found.labels) });
    });
  }

  adoptRole(name: string, { integration }: { integration: string }): Promise<void> {
    return this.#label("adoptRole", name, (labels) => ({ ...labels, [enrollmentLabel]: integration }));
  }

  releaseRole(name: string): Promise<void> {
    return this.#label("releaseRole", name, (labels) => {
      const kept = Object.entries(labels).filter(([key]) => key !== enrollmentLabel);
      return Object.fromEntries(kept);
    });
  }

  deleteRole(name: string): Promise<void> {
    return this.hooks.write("deleteRole", name, () => {
      if ([...this.users.values()].some((user) => user.roles.includes(name))) {
        throw failure("teleport-in-use", name);
      }
      this.roles.delete(name);
    });
  }

  listUsers(): Promise<readonly TeleportUser[]> {
    return this.hooks.read("listUsers", "", () => [...this.users.values()]);
  }

  locks(): Promise<readonly TeleportLock[] | null> {
    return this.hooks.read("locks", "", () => []);
  }

  isLocked(userName: string): Promise<boolean | null> {
    return this.hooks.read("isLocked", userName, () => false);
  }

  approvedRoles(userName: string): Promise<readonly string[]> {
    return this.hooks.read("approvedRoles", userName, () => []);
  }

  launchLog(): Promise<LaunchLog> {
    return this.hooks.read("launchLog", "", () => ({ launches: [], since: "2026-11-15T10:00:00.000Z" }));
  }

  getUser(name: string): Promise<TeleportUser | null> {
    return this.hooks.read("getUser", name, () => this.users.get(name) ?? null);
  }

  updateUserAccess(
    name: string,
    change: {
      addRoles: readonly string[];
      removeRoles: readonly string[];
      addRoleArns: readonly string[];
      removeRoleArns: readonly string[];
    },
  ): Promise<void> {
    return this.hooks.write("updateUserAccess", name, () => {
      const user = this.users.get(name);
      if (user === undefined) throw failure("teleport-not-found", name);
      const merge = (list: readonly string[], add: readonly string[], remove: readonly string[]) => [
        ...new Set([...list.filter((item) => !remove.includes(item)), ...add]),
      ];
      this.users.set(name, {
        ...user,
        roles: merge(user.roles, change.addRoles, change.removeRoles),
        traits: {
          ...user.traits,
          aws_role_arns: merge(roleArnsOf(user), change.addRoleArns, change.removeRoleArns),
        },
      });
    });
  }
}
