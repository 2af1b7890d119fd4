import type { ManagedPolicy, OidcProvider, Role, RoleUse, Tag, User } from "../aws/store/model.ts";
import { seededUniqueId } from "../aws/store/unique-id.ts";
import type { Document } from "./aws-documents.ts";

export interface SeededRole {
  readonly name: string;
  readonly path?: string;
  readonly description?: string;
  readonly trust: Document;
  /** Kept as it is: for a document that IAM took once and would refuse today. */
  readonly trustIsOld?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  readonly inline?: Readonly<Record<string, Document>>;
  readonly attached?: readonly string[];
  readonly boundary?: string;
  readonly maxSessionSeconds?: number;
  readonly instanceProfile?: string;
  readonly createdAt?: string;
  readonly lastUsedAt?: string;
}

const createdAt = "2024-03-11T09:24:00Z";

const tagsFrom = (tags: Readonly<Record<string, string>> = {}): Tag[] =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

/** The trust still names ARNs; `seedAws` puts the ids in once all roles are there. */
export function roleEntity(accountId: string, seeded: SeededRole): Role {
  const path = seeded.path ?? "/";
  const arn = `arn:aws:iam::${accountId}:role${path}${seeded.name}`;
  const profile = seeded.instanceProfile;
  return {
    kind: "role",
    accountId,
    name: seeded.name,
    path,
    id: seededUniqueId("AROA", arn),
    createdAt: seeded.createdAt ?? createdAt,
    description: seeded.description ?? null,
    maxSessionSeconds: seeded.maxSessionSeconds ?? 3600,
    trust: JSON.stringify(seeded.trust),
    tags: tagsFrom(seeded.tags),
    inlinePolicies: Object.entries(seeded.inline ?? {}).map(([name, policy]) => ({
      name,
      document: JSON.stringify(policy),
    })),
    attachedPolicies: seeded.attached ?? [],
    boundary: seeded.boundary ?? null,
    instanceProfiles:
      profile === undefined
        ? []
        : [{ name: profile, path: "/", id: seededUniqueId("AIPA", `${arn}/${profile}`), createdAt }],
  };
}

export function roleUseEntity(role: Role, usedAt: string): RoleUse {
  return { kind: "role-use", accountId: role.accountId, roleId: role.id, usedAt, region: "us-east-1" };
}

export function userEntity(
  accountId: string,
  path: string,
  name: string,
  attachedPolicies: readonly string[] = [],
): User {
  return {
    kind: "user",
    accountId,
    name,
    path,
    id: seededUniqueId("AIDA", `arn:aws:iam::${accountId}:user${path}${name}`),
    createdAt,
    tags: [],
    inlinePolicies: [],
    attachedPolicies,
    boundary: null,
  };
}

export function policyEntity(
  accountId: string,
  name: string,
  policy: Document,
  about: { path?: string; description?: string } = {},
): ManagedPolicy {
  const path = about.path ?? "/";
  const arn = `arn:aws:iam::${accountId}:policy${path}${name}`;
  return {
    kind: "policy",
    arn,
    accountId,
    name,
    path,
    id: seededUniqueId("ANPA", arn),
    description: about.description ?? null,
    createdAt,
    defaultVersionId: "v1",
    versions: [{ id: "v1", document: JSON.stringify(policy), createdAt }],
    tags: [],
  };
}

export function providerEntity(
  accountId: string,
  url: string,
  audience: string,
  tags: Readonly<Record<string, string>> = {},
): OidcProvider {
  return {
    kind: "oidc-provider",
    accountId,
    url,
    audiences: [audience],
    thumbprints: ["6938fd4d98bab03faadb97b34396831e3780aea1"],
    createdAt,
    tags: tagsFrom(tags),
  };
}
