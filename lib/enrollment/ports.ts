import type { AskedAction, HeldAction } from "#lib/domain/aws/app-permissions-held.ts";
import type { AwsIdentity, AwsRole, OidcProvider, Partition, RoleScan, Tag } from "#lib/domain/aws/types.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type { AdoptedDrift } from "#lib/domain/enrollment/drift/drift.ts";
import type { ByHand } from "#lib/domain/enrollment/by-hand.ts";
import type {
  AcceptedCondition,
  AccountProfile,
  EnrollmentDraft,
} from "#lib/domain/enrollment/observation.ts";
import type {
  Plan,
  PlanScope,
  ResourceKind,
  ResourceRef,
  ResourceStates,
} from "#lib/domain/enrollment/resource.ts";
import type { JournalEntry, JournalEvent } from "#lib/domain/enrollment/run.ts";
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

/**
 * IAM and STS of one account. Every call first makes sure that the loaded credentials belong to `accountId`, and
 * refuses ARNs of another account or partition with `aws-account-mismatch`. All methods throw AppError.
 */
export interface AwsAccountPort {
  readonly accountId: string;
  readonly partition: Partition;
  identity(): Promise<AwsIdentity>;
  /** What the policies of the credentials allow, by AWS's own simulation; unknown where it can't be asked. */
  simulate(asked: readonly AskedAction[]): Promise<readonly HeldAction[]>;
  scanRoles(): Promise<RoleScan>;
  /** With tags, inline and attached policies (documents included) and boundary; null: no such role. */
  getRole(roleArn: string): Promise<AwsRole | null>;
  getTrustPolicy(roleArn: string): Promise<string | null>;
  getRoleTags(roleArn: string): Promise<readonly Tag[] | null>;
  createRole(role: {
    roleArn: string;
    description: string;
    trustPolicy: string;
    tags: readonly Tag[];
  }): Promise<void>;
  deleteRole(roleArn: string): Promise<void>;
  updateTrustPolicy(roleArn: string, document: string): Promise<void>;
  tagRole(roleArn: string, tag: Tag): Promise<void>;
  untagRole(roleArn: string, key: string): Promise<void>;
  getInlinePolicy(roleArn: string, policyName: string): Promise<string | null>;
  putInlinePolicy(roleArn: string, policyName: string, document: string): Promise<void>;
  deleteInlinePolicy(roleArn: string, policyName: string): Promise<void>;
  getOidcProvider(providerArn: string): Promise<OidcProvider | null>;
  createOidcProvider(provider: {
    url: string;
    audiences: readonly string[];
    /** Empty: left out, IAM then reaches the issuer by itself. */
    thumbprints: readonly string[];
    tags: readonly Tag[];
  }): Promise<void>;
  addAudience(providerArn: string, audience: string): Promise<void>;
  removeAudience(providerArn: string, audience: string): Promise<void>;
  tagOidcProvider(providerArn: string, tags: readonly Tag[]): Promise<void>;
  untagOidcProvider(providerArn: string, keys: readonly string[]): Promise<void>;
  deleteOidcProvider(providerArn: string): Promise<void>;
}

/** Opens accounts: the one of the credentials, and others through a role in them. */
export interface AwsPort {
  /** Who the app's own credentials are. */
  identity(): Promise<AwsIdentity>;
  account(
    profile: Pick<AccountProfile, "accountId" | "accessRoleArn" | "externalId"> & { partition: Partition },
  ): AwsAccountPort;
  /** Effective endpoint addresses, for the header and the start line; null: AWS's own. */
  endpoints(): { iam: string | null; sts: string | null };
}

/** The Teleport cluster. All methods throw AppError. */
export interface TeleportPort {
  cluster(): Promise<ClusterInfo>;
  identity(): Promise<TeleportIdentity>;
  /** The rules of the roles that the app's identity holds. */
  ownRules(): Promise<readonly RoleRule[]>;
  issuer(): Promise<IssuerInfo>;
  listIntegrations(): Promise<readonly Integration[]>;
  getIntegration(name: string): Promise<Integration | null>;
  createIntegration(integration: { name: string; roleArn: string }): Promise<void>;
  updateIntegration(name: string, roleArn: string): Promise<void>;
  deleteIntegration(name: string): Promise<void>;
  ping(target: { integration: string } | { roleArn: string }): Promise<IntegrationPing>;
  listApps(): Promise<readonly AppServer[]>;
  upsertApp(app: Omit<AppServer, "revision">): Promise<void>;
  deleteApp(name: string, hostId: string): Promise<void>;
  /** Looks at the host as a browser would: the proxy's certificate under that name, and the name itself. */
  appAddress(host: string): Promise<AppAddress>;
  listRoles(): Promise<readonly TeleportRole[]>;
  getRole(name: string): Promise<TeleportRole | null>;
  createRole(role: {
    name: string;
    version: string;
    labels: Labels;
    appLabels: LabelSelectors;
    awsRoleArns: readonly string[];
  }): Promise<void>;
  /** Read-modify-write with the revision; unknown fields stay. Refuses roles without our label. */
  updateRole(
    name: string,
    change: { appLabels: LabelSelectors; awsRoleArns: readonly string[] },
  ): Promise<void>;
  /**
   * Read-modify-write with the revision: puts our label with this enrollment's name on a role of somebody else's making,
   * and nothing else. Refuses a role that holds more than AWS roles of the integration's account, or is another
   * enrollment's. Repeatable.
   */
  adoptRole(name: string, enrollment: { integration: string }): Promise<void>;
  /** The other way round: takes this enrollment's label off, and nothing else. Repeatable. */
  releaseRole(name: string, enrollment: { integration: string }): Promise<void>;
  deleteRole(name: string): Promise<void>;
  listUsers(): Promise<readonly TeleportUser[]>;
  getUser(name: string): Promise<TeleportUser | null>;
  /** All locks in force; null where the app may not read locks. */
  locks(): Promise<readonly TeleportLock[] | null>;
  /** Whether a lock in force names the user or one of the roles; null where the app may not read locks. */
  isLocked(userName: string, roles: readonly string[]): Promise<boolean | null>;
  /** Roles that requests of the user give now, approved and not expired; none where the app may not read requests. */
  approvedRoles(userName: string): Promise<readonly string[]>;
  /** Launches of AWS roles in the last days, by Teleport's audit log. */
  launchLog(): Promise<LaunchLog>;
  /** Read-modify-write with the revision. Roles and ARNs not named stay as they are. Refuses bots and the app's own user. */
  updateUserAccess(
    name: string,
    change: {
      addRoles: readonly string[];
      removeRoles: readonly string[];
      addRoleArns: readonly string[];
      removeRoleArns: readonly string[];
    },
  ): Promise<void>;
}

export interface Clock {
  now(): Date;
  /** Resolves after the time, or at once when the signal aborts. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** What a resource needs to be read and written. */
export interface ResourceContext {
  scope: PlanScope;
  aws: AwsAccountPort;
  teleport: TeleportPort;
}

/** A change as two texts side by side. */
export interface RenderedChange {
  title: string;
  language: "json" | "yaml" | "text";
  before: string;
  after: string;
}

/** Which principals exist: a trust policy that names a dead one is refused by IAM. */
export type LivePrincipals = Pick<RoleScan, "livePrincipalIds" | "userIdsKnown">;

/** What taking a trust policy back has to know besides the policy. */
export interface UndoFacts extends LivePrincipals {
  /** Other integrations that have the same integration role: the same statements let theirs in. */
  sharedWith: readonly string[];
}

export type UndoOutcome<K extends ResourceKind> =
  | { kind: "change"; after: ResourceStates[K] | null; why: string }
  | { kind: "nothing"; why: string }
  /** What would go lets other integrations' people in as well: it stays. */
  | { kind: "shared"; sharedWith: readonly string[] }
  | { kind: "conflict"; problem: Problem };

/** Gives people something by name: how much that is, other resources decide. Both are pure. */
export interface HandsOut<K extends ResourceKind> {
  /** What the way from one to the other gives. */
  given(before: ResourceStates[K] | null, after: ResourceStates[K] | null): readonly ResourceRef[];
  /** The state without these. */
  without(state: ResourceStates[K], held: readonly ResourceRef[]): ResourceStates[K];
}

/** One of the nine. All handlers have this shape and no other. */
export interface ResourceHandler<K extends ResourceKind = ResourceKind> {
  readonly kind: K;
  /**
   * `about`: the change for whose sake it is read. Where what belongs to the state hangs on another resource, which the
   * same run may have changed by now, what the change speaks of belongs to it in any case.
   */
  read(
    context: ResourceContext,
    id: string,
    about?: { before: ResourceStates[K] | null; after: ResourceStates[K] | null },
  ): Promise<ResourceStates[K] | null>;
  /** Semantic equality: order, case and normalisation by AWS do not count. */
  same(a: ResourceStates[K] | null, b: ResourceStates[K] | null): boolean;
  /** Brings the resource from `before` (just read and equal) to `after`. */
  write(
    context: ResourceContext,
    id: string,
    before: ResourceStates[K] | null,
    after: ResourceStates[K] | null,
  ): Promise<void>;
  /** Pure: what taking the change back means against what is there now. */
  undo(
    scope: PlanScope,
    change: { id: string; before: ResourceStates[K] | null; after: ResourceStates[K] | null },
    observed: ResourceStates[K] | null,
    facts: UndoFacts,
  ): UndoOutcome<K>;
  /** Pure. */
  render(id: string, before: ResourceStates[K] | null, after: ResourceStates[K] | null): RenderedChange;
  /** Pure. */
  byHand(
    scope: PlanScope,
    id: string,
    before: ResourceStates[K] | null,
    after: ResourceStates[K] | null,
  ): ByHand;
  /** What observed things still depend on it: nothing may be removed while this is not empty. */
  dependents(context: ResourceContext, id: string): Promise<readonly string[]>;
  /** Left out: it gives nobody anything. */
  readonly handsOut?: HandsOut<K>;
}

export type ResourceHandlers = { readonly [K in ResourceKind]: ResourceHandler<K> };

/** The journal: append-only, hash-chained, in one order across processes. */
export interface JournalPort {
  append(event: JournalEvent): Promise<JournalEntry>;
  /** In their order; with `after` those behind that position only. */
  eventsOfRun(runId: string, from?: { after: number }): Promise<readonly JournalEntry[]>;
  /** Ids of runs without an end, oldest first. */
  unfinishedRuns(): Promise<readonly string[]>;
  /**
   * Ids of runs, newest first; all of them where no limit is given. Those whose plan is gone count as of every account:
   * nothing else tells whose they are. `before`: only those that began before this run. `roleArn`: those that were to
   * change this role.
   */
  runs(filter: {
    integration?: string;
    accountId?: string;
    limit?: number;
    before?: string;
    roleArn?: string;
  }): Promise<readonly string[]>;
  /** Position of the last event of any run in this account, 0 without one: the same as long as nothing happened there. */
  lastPosition(accountId: string): Promise<number>;
  /** By enrollment, when a run of it last began, went on or ended. */
  lastMoves(): Promise<readonly { integration: string; at: string }[]>;
  /** Every enrollment that has a run, by name and account, in the order of the names. */
  enrollments(): Promise<readonly { integration: string; accountId: string }[]>;
  /** The run that carries a plan out, or null: a plan is applied once. */
  runOfPlan(planId: string): Promise<string | null>;
  /** The newest run whose plan takes this run back, or null. */
  runThatUndoes(runId: string): Promise<string | null>;
  /** Conditions that somebody answers for; left out: those of all accounts. */
  accepted(accountId?: string): Promise<readonly AcceptedCondition[]>;
  /** What was found moved of an enrollment and taken as it is: see `driftOf`. */
  adopted(integration: string): Promise<readonly AdoptedDrift[]>;
  /** Position of the first broken link, or null. */
  firstBrokenLink(): Promise<number | null>;
}

export interface PlanStore {
  save(plan: Plan): Promise<void>;
  find(planId: string): Promise<Plan | null>;
}

export interface DraftStore {
  list(): Promise<readonly EnrollmentDraft[]>;
  save(draft: EnrollmentDraft): Promise<void>;
  remove(integration: string): Promise<void>;
}

export interface AccountStore {
  list(): Promise<readonly AccountProfile[]>;
  find(accountId: string): Promise<AccountProfile | null>;
  save(profile: AccountProfile): Promise<void>;
}

/** What the trust policies of other accounts' roles ask the app for. */
export interface ExternalIdStore {
  /** Made here at the first question, by chance that nobody can guess; the same one ever after. */
  of(accountId: string): Promise<string>;
}

/** Roles that an admin named one by one, where an account's roles can't be listed. */
export interface RoleListStore {
  /** Empty: none were named. */
  find(integration: string): Promise<readonly string[]>;
  /** False: the list is not the known one any more, and stays as it is. */
  save(integration: string, roleArns: readonly string[], known: readonly string[]): Promise<boolean>;
}

/** One writer per account, across processes. */
export interface LeasePort {
  /** null: another owner holds it. `heldBy` says who. */
  acquire(
    accountId: string,
    owner: string,
  ): Promise<{ ok: true } | { ok: false; heldBy: string; until: string }>;
  /** False when it was lost. */
  renew(accountId: string, owner: string): Promise<boolean>;
  /** Who holds it now, or null. */
  holder(accountId: string): Promise<{ owner: string; until: string } | null>;
  /** All that are held now. */
  holders(): Promise<readonly { accountId: string; owner: string }[]>;
  release(accountId: string, owner: string): Promise<void>;
}
