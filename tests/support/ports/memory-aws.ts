import type { AskedAction, HeldAction } from "#lib/domain/aws/app-permissions-held.ts";
import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import type { AwsIdentity, AwsRole, OidcProvider, Partition, RoleScan, Tag } from "#lib/domain/aws/types.ts";
import type { AwsAccountPort } from "#lib/enrollment/ports.ts";
import { failure, Hooks } from "./hooks.ts";

export interface MemoryRole {
  path: string;
  description: string;
  roleId: string;
  trustPolicy: string;
  tags: readonly Tag[];
  inlinePolicies: ReadonlyMap<string, string>;
}

/** An AWS account in memory that shows old values for a while, as IAM does. No policy is evaluated. */
export class MemoryAws implements AwsAccountPort {
  readonly accountId: string;
  readonly partition: Partition = "aws";
  readonly roles = new Map<string, MemoryRole>();
  readonly providers = new Map<string, OidcProvider>();
  readonly hooks = new Hooks();
  /** Reads after a write that still show the state before it. */
  staleReads = 0;
  #stale = new Map<string, { left: number; old: MemoryRole | undefined }>();

  constructor(accountId: string) {
    this.accountId = accountId;
  }

  addRole(name: string, role: Partial<MemoryRole> & { trustPolicy: string }): string {
    const arn = `arn:aws:iam::${this.accountId}:role/${name}`;
    const roleId = `AROA${String(this.roles.size).padStart(17, "0")}`;
    this.roles.set(arn, {
      path: "/",
      description: "",
      roleId,
      tags: [],
      inlinePolicies: new Map(),
      ...role,
    });
    return arn;
  }

  role(arn: string): MemoryRole {
    const found = this.roles.get(arn);
    if (found === undefined) throw failure("aws-not-found", arn);
    return found;
  }

  /** Somebody else's edit: seen at once, and no write of ours. */
  edit(arn: string, change: Partial<MemoryRole>): void {
    this.roles.set(arn, { ...this.role(arn), ...change });
    this.#stale.delete(arn);
  }

  #visible(arn: string): MemoryRole | undefined {
    const stale = this.#stale.get(arn);
    if (stale === undefined) return this.roles.get(arn);
    stale.left -= 1;
    if (stale.left === 0) this.#stale.delete(arn);
    return stale.old;
  }

  #change(method: string, arn: string, change: () => MemoryRole | undefined): Promise<void> {
    return this.hooks.write(method, arn, () => {
      const old = this.roles.get(arn);
      const next = change();
      if (next === undefined) this.roles.delete(arn);
      else this.roles.set(arn, next);
      if (this.staleReads > 0) this.#stale.set(arn, { left: this.staleReads, old });
    });
  }

  #toRole(arn: string, role: MemoryRole): AwsRole {
    const parsed = parseRoleArn(arn);
    return {
      arn,
      accountId: this.accountId,
      partition: this.partition,
      name: parsed.ok ? parsed.value.name : arn,
      path: role.path,
      roleId: role.roleId,
      description: role.description,
      createdAt: null,
      trustPolicy: role.trustPolicy,
      tags: role.tags,
      inlinePolicies: [...role.inlinePolicies].map(([name, document]) => ({ name, document })),
      attachedPolicies: [],
      boundary: null,
      lastUsedAt: null,
    };
  }

  identity(): Promise<AwsIdentity> {
    return this.hooks.read("identity", "", () => ({
      accountId: this.accountId,
      partition: this.partition,
      arn: `arn:aws:iam::${this.accountId}:user/admin`,
      userId: "AIDA00000000000000001",
      roleArn: null,
      expiresAt: null,
    }));
  }

  simulate(asked: readonly AskedAction[]): Promise<readonly HeldAction[]> {
    return this.hooks.read("simulate", "", () =>
      asked.map((each) => ({ ...each, verdict: "allowed", because: null })),
    );
  }

  scanRoles(): Promise<RoleScan> {
    return this.hooks.read("scanRoles", "", () => ({
      accountId: this.accountId,
      partition: this.partition,
      roles: [...this.roles].map(([arn, role]) => this.#toRole(arn, role)),
      livePrincipalIds: [...this.roles.values()].map((role) => role.roleId),
      userIdsKnown: true,
      trustPolicySizeQuota: 2048,
      source: "account-authorization-details",
      calls: 1,
      alias: null,
    }));
  }

  getRole(arn: string): Promise<AwsRole | null> {
    return this.hooks.read("getRole", arn, () => {
      const role = this.#visible(arn);
      return role === undefined ? null : this.#toRole(arn, role);
    });
  }

  getTrustPolicy(arn: string): Promise<string | null> {
    return this.hooks.read("getTrustPolicy", arn, () => this.#visible(arn)?.trustPolicy ?? null);
  }

  getRoleTags(arn: string): Promise<readonly Tag[] | null> {
    return this.hooks.read("getRoleTags", arn, () => this.#visible(arn)?.tags ?? null);
  }

  getInlinePolicy(arn: string, name: string): Promise<string | null> {
    return this.hooks.read(
      "getInlinePolicy",
      arn,
      () => this.#visible(arn)?.inlinePolicies.get(name) ?? null,
    );
  }

  createRole(role: { roleArn: string; description: string; trustPolicy: string; tags: readonly Tag[] }) {
    const { roleArn, description, trustPolicy, tags } = role;
    return this.#change("createRole", roleArn, () => {
      if (this.roles.has(roleArn)) throw failure("aws-already-exists", roleArn);
      const roleId = `AROA${String(this.hooks.writes.length).padStart(17, "9")}`;
      return { path: "/", description, roleId, trustPolicy, tags, inlinePolicies: new Map() };
    });
  }

  deleteRole(arn: string): Promise<void> {
    return this.#change("deleteRole", arn, () => {
      if (this.role(arn).inlinePolicies.size > 0) throw failure("aws-conflict", arn);
      return undefined;
    });
  }

  updateTrustPolicy(arn: string, document: string): Promise<void> {
    return this.#change("updateTrustPolicy", arn, () => ({ ...this.role(arn), trustPolicy: document }));
  }

  tagRole(arn: string, tag: Tag): Promise<void> {
    return this.#change("tagRole", arn, () => {
      const role = this.role(arn);
      return { ...role, tags: [...role.tags.filter(({ key }) => key !== tag.key), tag] };
    });
  }

  untagRole(arn: string, key: string): Promise<void> {
    return this.#change("untagRole", arn, () => {
      const role = this.role(arn);
      return { ...role, tags: role.tags.filter((tag) => tag.key !== key) };
    });
  }

  putInlinePolicy(arn: string, name: string, document: string): Promise<void> {
    return this.#change("putInlinePolicy", arn, () => {
      const role = this.role(arn);
      return { ...role, inlinePolicies: new Map([...role.inlinePolicies, [name, document]]) };
    });
  }

  deleteInlinePolicy(arn: string, name: string): Promise<void> {
    return this.#change("deleteInlinePolicy", arn, () => {
      const role = this.role(arn);
      return { ...role, inlinePolicies: new Map([...role.inlinePolicies].filter(([key]) => key !== name)) };
    });
  }

  getOidcProvider(arn: string): Promise<OidcProvider | null> {
    return this.hooks.read("getOidcProvider", arn, () => this.providers.get(arn) ?? null);
  }

  #changeProvider(method: string, arn: string, change: (provider: OidcProvider) => OidcProvider) {
    return this.hooks.write(method, arn, () => {
      const found = this.providers.get(arn);
      if (found === undefined) throw failure("aws-not-found", arn);
      this.providers.set(arn, change(found));
    });
  }

  createOidcProvider(provider: {
    url: string;
    audiences: readonly string[];
    thumbprints: readonly string[];
    tags: readonly Tag[];
  }): Promise<void> {
    const issuer = provider.url.replace("https://", "");
    const arn = `arn:aws:iam::${this.accountId}:oidc-provider/${issuer}`;
    const { audiences, tags } = provider;
    const thumbprints = provider.thumbprints.length === 0 ? ["a".repeat(40)] : provider.thumbprints;
    return this.hooks.write("createOidcProvider", arn, () => {
      if (this.providers.has(arn)) throw failure("aws-already-exists", arn);
      this.providers.set(arn, { arn, issuer, audiences, tags, thumbprints });
    });
  }

  addAudience(arn: string, audience: string): Promise<void> {
    return this.#changeProvider("addAudience", arn, (provider) => ({
      ...provider,
      audiences: [...new Set([...provider.audiences, audience])],
    }));
  }

  removeAudience(arn: string, audience: string): Promise<void> {
    return this.#changeProvider("removeAudience", arn, (provider) => ({
      ...provider,
      audiences: provider.audiences.filter((other) => other !== audience),
    }));
  }

  tagOidcProvider(arn: string, tags: readonly Tag[]): Promise<void> {
    const keys = new Set(tags.map(({ key }) => key));
    return this.#changeProvider("tagOidcProvider", arn, (provider) => ({
      ...provider,
      tags: [...provider.tags.filter(({ key }) => !keys.has(key)), ...tags],
    }));
  }

  untagOidcProvider(arn: string, keys: readonly string[]): Promise<void> {
    return this.#changeProvider("untagOidcProvider", arn, (provider) => ({
      ...provider,
      tags: provider.tags.filter(({ key }) => !keys.includes(key)),
    }));
  }

  deleteOidcProvider(arn: string): Promise<void> {
    return this.hooks.write("deleteOidcProvider", arn, () => {
      this.providers.delete(arn);
    });
  }
}
