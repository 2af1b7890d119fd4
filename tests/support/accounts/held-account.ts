import { checkIdentityPolicy } from "#lib/sandbox/aws/iam/identity-document.ts";
import { storeTrust } from "#lib/sandbox/aws/iam/trust-document.ts";
import { keyOf } from "#lib/sandbox/aws/store/keys.ts";
import { roleArn } from "#lib/sandbox/aws/store/directory.ts";
import type { Entity, ManagedPolicy, Role } from "#lib/sandbox/aws/store/model.ts";
import { Store, type View } from "#lib/sandbox/aws/store/store.ts";
import { integrationTrust, trustsService } from "#lib/sandbox/seed/aws-documents.ts";
import { policyEntity, roleEntity } from "#lib/sandbox/seed/aws-entities.ts";
import { seedAws } from "#lib/sandbox/seed/aws.ts";
import type { Document, RandomAccount } from "./account.ts";
import { awayId, filled, goneRoleName, homeId, hubName, issuerHost, otherRoleName } from "./names.ts";

/** A random account in the sandbox's own store, without the wire. IAM's checks are its own: they throw. */
export interface HeldAccount {
  readonly view: View;
  readonly hub: Role;
  readonly targets: readonly Role[];
}

type Text = (document: Document) => string;

function managedPolicy(name: string, document: string): ManagedPolicy {
  checkIdentityPolicy(document);
  const policy = policyEntity(homeId, name, {});
  return { ...policy, versions: policy.versions.map((version) => ({ ...version, document })) };
}

function hubOf(account: RandomAccount, draft: Role, text: Text): { hub: Role; policies: ManagedPolicy[] } {
  const attached = account.hub.attached.map((document, at) => managedPolicy(`Attached${at}`, text(document)));
  const boundary = account.hub.boundary && managedPolicy("Boundary", text(account.hub.boundary));
  const inlinePolicies = account.hub.inline.map((document, at) => ({
    name: `Inline${at}`,
    document: text(document),
  }));
  for (const { document } of inlinePolicies) checkIdentityPolicy(document);
  const hub = {
    ...draft,
    tags: account.hub.tags,
    inlinePolicies,
    attachedPolicies: attached.map(({ arn }) => arn),
    boundary: boundary?.arn ?? null,
  };
  return { hub, policies: boundary ? [...attached, boundary] : attached };
}

export function holdAccount(account: RandomAccount): HeldAccount {
  const store = new Store(null);
  const save = (entities: readonly Entity[]) =>
    store.commit(entities.map((entity) => ({ key: keyOf(entity), entity })));
  seedAws(store, { seed: "empty", extraRoles: 0 });
  const { path } = account.hub;
  const draft = roleEntity(homeId, { name: hubName, path, trust: integrationTrust(homeId, issuerHost) });
  const text: Text = (document) => filled(document, { arn: roleArn(draft), id: draft.id });
  const { hub, policies } = hubOf(account, draft, text);
  const [other, gone] = [otherRoleName, goneRoleName].map((name) =>
    roleEntity(homeId, { name, trust: trustsService("ec2") }),
  ) as [Role, Role];
  save([hub, other, gone, ...policies]);
  const targets = account.targets.map((target) => ({
    ...roleEntity(target.isAway ? awayId : homeId, { name: target.name, path: target.path, trust: {} }),
    trust: storeTrust(text(target.trust), { view: store.view, isTooYoung: () => false }),
    tags: target.tags,
  }));
  save(targets);
  store.commit([{ key: keyOf(gone), entity: null }]);
  return { view: store.view, hub, targets };
}
