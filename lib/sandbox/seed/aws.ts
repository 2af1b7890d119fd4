import { storeTrust } from "../aws/iam/trust-document.ts";
import { keyOf } from "../aws/store/keys.ts";
import type { Account, Entity, Role } from "../aws/store/model.ts";
import { Store } from "../aws/store/store.ts";
import { accountAccessRoleIn, developmentOthers, developmentRoles } from "./aws-development.ts";
import { appPermissions } from "./aws-documents.ts";
import { policyEntity, roleEntity, roleUseEntity, userEntity, type SeededRole } from "./aws-entities.ts";
import { generatedRole } from "./aws-generated.ts";
import { awsManagedPolicies } from "./aws-managed-policies.ts";
import { appUserName, organizationId, roleArnIn } from "./aws-names.ts";
import { productionOthers, productionRoles } from "./aws-production.ts";
import { stagingRoles } from "./aws-staging.ts";
import { accountAccessRoleName, development, production, staging, type SeededAccount } from "./company.ts";

export interface SeedOptions {
  readonly seed: "company" | "empty";
  /** Production has at least this many roles afterwards. */
  readonly extraRoles: number;
}

/** Fills a new state; in an old one it only adds what `extraRoles` asks for. */
export function seedAws(store: Store, options: SeedOptions): void {
  if (store.isEmpty) save(store, firstEntities(options.seed));
  const missing = options.extraRoles - store.view.list("role", production.accountId).length;
  if (missing > 0) save(store, grown(store, missing));
}

function save(store: Store, entities: readonly Entity[]): void {
  store.commit(entities.map((entity) => ({ key: keyOf(entity), entity })));
}

function firstEntities(seed: SeedOptions["seed"]): Entity[] {
  const appPolicy = policyEntity(
    production.accountId,
    appUserName,
    appPermissions(production.accountId, [
      roleArnIn(development.accountId, accountAccessRoleName),
      // Here a role of one's own making can be tried too.
      roleArnIn(staging.accountId, "aws-access-*"),
    ]),
    { description: "What AWS Access for Teleport needs in this account" },
  );
  const isCompany = seed === "company";
  const roles: readonly (readonly [string, SeededRole])[] = [
    ...(isCompany ? productionRoles.map((role) => [production.accountId, role] as const) : []),
    ...(isCompany ? developmentRoles.map((role) => [development.accountId, role] as const) : []),
    ...(isCompany ? stagingRoles.map((role) => [staging.accountId, role] as const) : []),
    ...[development, staging].map(({ accountId }) => [accountId, accountAccessRoleIn(accountId)] as const),
  ];
  const others = [
    account(production),
    account(development),
    account(staging),
    ...awsManagedPolicies,
    appPolicy,
    userEntity(production.accountId, "/", appUserName, [appPolicy.arn]),
    ...(isCompany ? [...productionOthers, ...developmentOthers] : []),
  ];
  return [...others, ...withIds(roles, others)];
}

function account({ accountId, alias }: SeededAccount): Account {
  return {
    kind: "account",
    accountId,
    alias,
    organizationId,
    trustSizeQuota: 2048,
    rolesQuota: 10_000,
  };
}

/** Trust policies name each other's roles, so the ids go in when all of them are there. */
function withIds(roles: readonly (readonly [string, SeededRole])[], others: readonly Entity[]): Entity[] {
  const draft = new Store(null);
  const made = roles.map(([accountId, seeded]) => ({ seeded, role: roleEntity(accountId, seeded) }));
  save(draft, [...others, ...made.map(({ role }) => role)]);
  return made.flatMap(({ seeded, role }) => {
    const kept = seeded.trustIsOld ? role : withStoredTrust(draft, role);
    return seeded.lastUsedAt === undefined ? [kept] : [kept, roleUseEntity(kept, seeded.lastUsedAt)];
  });
}

function withStoredTrust(store: Store, role: Role): Role {
  return { ...role, trust: storeTrust(role.trust, { view: store.view, isTooYoung: () => false }) };
}

function grown(store: Store, missing: number): Role[] {
  const roles: Role[] = [];
  for (let number = 1; roles.length < missing; number += 1) {
    const role = roleEntity(production.accountId, generatedRole(number));
    if (!store.view.get("role", keyOf(role))) roles.push(withStoredTrust(store, role));
  }
  return roles;
}
