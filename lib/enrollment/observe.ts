import { oidcProviderArn, parseRoleArn, roleArn } from "#lib/domain/aws/arn.ts";
import type { AwsRole, OidcProvider, Partition, RoleScan } from "#lib/domain/aws/types.ts";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import type { Home as Former } from "#lib/domain/enrollment/home.ts";
import { issuerHostAndPath } from "#lib/domain/enrollment/issuer.ts";
import { isUnlistable } from "#lib/domain/enrollment/known-roles.ts";
import { namedRolesOf } from "#lib/domain/enrollment/named-roles.ts";
import { valueOr } from "#lib/domain/enrollment/observation.ts";
import type {
  EnrollmentDraft,
  NamedRoles,
  Observation,
  Observed,
} from "#lib/domain/enrollment/observation.ts";
import { appHost } from "#lib/domain/enrollment/steps/app/enrollment-app.ts";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import { withLocks } from "#lib/domain/teleport/locks.ts";
import type {
  Integration,
  IntegrationPing,
  IssuerInfo,
  TeleportLock,
  TeleportUser,
} from "#lib/domain/teleport/types.ts";
import type {
  AccountStore,
  AwsAccountPort,
  AwsPort,
  Clock,
  DraftStore,
  JournalPort,
  RoleListStore,
  TeleportPort,
} from "./ports.ts";

export interface ObserveDeps {
  aws: AwsPort;
  teleport: TeleportPort;
  clock: Clock;
  accounts: AccountStore;
  drafts: DraftStore;
  roleLists: Pick<RoleListStore, "find">;
  journal: Pick<JournalPort, "accepted">;
  /** Where an enrollment was that was taken away; left out: such a one is not found. */
  former?(integration: string): Promise<Former | null>;
}

export interface ObserveOptions {
  /** False leaves out the scan of all roles, the dearest read: its part is then a problem that says so. */
  scan?: boolean;
}

/**
 * Everything that one enrollment is judged by, read at once. A part that can't be read fails alone, as a problem in
 * its place. Throws AppError only where not even the account is known: `not-found` for a name that nothing holds,
 * else whatever kept the integration from being read.
 */
export async function observe(
  deps: ObserveDeps,
  integrationName: string,
  options: ObserveOptions = {},
): Promise<Observation> {
  const read = <T>(part: () => Promise<T>) => {
    const reading = attempt(deps.clock, part);
    // A part that is never looked at, because an earlier one ended everything, must not end the process.
    reading.catch(() => undefined);
    return reading;
  };
  const { teleport } = deps;
  // The Teleport reads go on while the account is being found.
  const cluster = read(() => teleport.cluster());
  const identity = read(() => teleport.identity());
  const issuer = read(() => teleport.issuer());
  const integrations = read(() => teleport.listIntegrations());
  const apps = read(() => teleport.listApps());
  const appAddress = read(async () => {
    const [inCluster, listed] = [await cluster, await apps];
    if (!inCluster.ok) throw new AppError(inCluster.problem);
    if (!listed.ok) throw new AppError(listed.problem);
    return await teleport.appAddress(appHost({ integrationName, apps: listed }, inCluster.value));
  });
  const roles = read(() => teleport.listRoles());
  const users = read(() => teleport.listUsers());
  const launches = read(() => teleport.launchLog());
  const locks = read(() => teleport.locks());
  const [integration, drafts] = await Promise.all([
    read(() => teleport.getIntegration(integrationName)),
    deps.drafts.list(),
  ]);
  const draft = drafts.find((one) => one.integration === integrationName) ?? null;
  const isGone = integration.ok && integration.value === null && draft === null;
  const former = isGone ? ((await deps.former?.(integrationName)) ?? null) : null;
  const home = accountOf(integrationName, integration, draft, former);
  const profile =
    (await deps.accounts.find(home.accountId)) ??
    defaultProfile(home.accountId, draft?.displayName ?? integrationName);
  const account = deps.aws.account({ ...profile, partition: home.partition });

  const aws = read(() => account.identity());
  const ownAws = profile.accessRoleArn === null ? null : read(() => deps.aws.identity());
  const scan = options.scan === false ? notScanned(deps.clock) : read(() => account.scanRoles());
  const named = namedRoles(deps, integrationName, account, scan);
  // As above: its failure is this function's own, when its turn comes.
  named.catch(() => undefined);
  const integrationRole = read(() => readIntegrationRole(account, home, scan));
  const provider = read(() => readProvider(account, integration, issuer));
  const ping = read(async () => readPing(teleport, integrationName, integration, await integrationRole));
  return {
    integrationName,
    draft,
    ...(former === null ? {} : { former }),
    profile,
    cluster: await cluster,
    identity: await identity,
    issuer: await issuer,
    aws: await aws,
    ...(ownAws === null ? {} : { ownAws: await ownAws }),
    integration,
    integrations: await integrations,
    provider: await provider,
    integrationRole: await integrationRole,
    scan: await scan,
    named: await named,
    ping: await ping,
    apps: await apps,
    appAddress: await appAddress,
    roles: await roles,
    ...people(await users, await locks),
    launches: await launches,
    accepted: await deps.journal.accepted(home.accountId),
  };
}

function people(
  users: Observed<readonly TeleportUser[]>,
  locks: Observed<readonly TeleportLock[] | null>,
): Pick<Observation, "users" | "locksUnread"> {
  const known = valueOr(locks, null);
  return {
    users: users.ok ? { ...users, value: withLocks(users.value, known) } : users,
    ...(known === null ? { locksUnread: true } : {}),
  };
}

async function attempt<T>(clock: Clock, part: () => Promise<T>): Promise<Observed<T>> {
  try {
    const value = await part();
    return { ok: true, value, at: clock.now().toISOString() };
  } catch (error) {
    return { ok: false, problem: problemOf(error), at: clock.now().toISOString() };
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof AppError) return error.problem;
  throw error;
}

interface Home {
  accountId: string;
  partition: Partition;
  /** The role by its full ARN where the integration names it, else by the draft's name. */
  role: { arn: string } | { name: string };
}

function accountOf(
  name: string,
  integration: Observed<Integration | null>,
  draft: EnrollmentDraft | null,
  former: Former | null,
): Home {
  if (integration.ok && integration.value) {
    const parsed = parseRoleArn(integration.value.roleArn);
    if (parsed.ok) return { ...parsed.value, role: { arn: integration.value.roleArn } };
  }
  if (draft) return { ...draft, role: { name: draft.roleName } };
  if (former) return { ...former, role: { arn: former.integrationRoleArn } };
  throw new AppError(integration.ok ? noEnrollment(name, integration.value) : integration.problem);
}

function noEnrollment(name: string, integration: Integration | null): Problem {
  return integration
    ? {
        code: "not-found",
        what: `The integration ${name} does not name an IAM role.`,
        why: "Only AWS OIDC integrations lead to an AWS account.",
        remedy: "Choose another integration.",
        evidence: integration.roleArn,
      }
    : {
        code: "not-found",
        what: `There is no enrollment named ${name}.`,
        why: "Teleport has no integration of that name, and none was begun here.",
        remedy: "Open the list of enrollments, or begin a new one.",
      };
}

async function notScanned(clock: Clock): Promise<Observed<RoleScan>> {
  return {
    ok: false,
    at: clock.now().toISOString(),
    problem: {
      code: "not-confirmed",
      what: "The roles of the account were not read.",
      why: "This page does not need them.",
      remedy: "Open step 3, Trust.",
    },
  };
}

/** Read only where the roles can't be listed: a list that was entered once is then what the app works with. */
async function namedRoles(
  deps: ObserveDeps,
  integrationName: string,
  account: AwsAccountPort,
  scan: Promise<Observed<RoleScan>>,
): Promise<NamedRoles | null> {
  if (!isUnlistable(await scan)) return null;
  const arns = await deps.roleLists.find(integrationName);
  if (arns.length === 0) return null;
  const readings = await Promise.all(
    arns.map(async (arn) => ({ arn, read: await attempt(deps.clock, () => account.getRole(arn)) })),
  );
  return namedRolesOf(account, readings, deps.clock.now().toISOString());
}

/**
 * By the ARN that Teleport names. What a draft names may exist under any path and in another spelling, since IAM
 * compares names without case; so may a role that was moved behind Teleport's back.
 */
async function readIntegrationRole(
  account: AwsAccountPort,
  home: Home,
  scan: Promise<Observed<RoleScan>>,
): Promise<AwsRole | null> {
  const named = "arn" in home.role ? await account.getRole(home.role.arn) : null;
  if (named) return named;
  const wanted = "arn" in home.role ? nameIn(home.role.arn) : home.role.name;
  const seen = await scan;
  const existing = seen.ok
    ? seen.value.roles.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
    : undefined;
  const arn = existing?.arn ?? roleArn({ ...home, path: "/", name: wanted });
  return "arn" in home.role && arn === home.role.arn ? null : account.getRole(arn);
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

async function readProvider(
  account: AwsAccountPort,
  integration: Observed<Integration | null>,
  issuer: Promise<Observed<IssuerInfo>>,
): Promise<OidcProvider | null> {
  const cluster = await issuer;
  const own = integration.ok ? integration.value : null;
  if (!cluster.ok && !own?.issuerS3Uri) throw new AppError(cluster.problem);
  const hostAndPath = issuerHostAndPath(own, cluster.ok ? cluster.value.hostAndPath : "");
  return account.getOidcProvider(oidcProviderArn({ ...account, hostAndPath }));
}

/** By name once the integration exists; before, by the ARN of its role alone: nothing else can answer. */
async function readPing(
  teleport: TeleportPort,
  name: string,
  integration: Observed<Integration | null>,
  role: Observed<AwsRole | null>,
): Promise<IntegrationPing | null> {
  if (!integration.ok) throw new AppError(integration.problem);
  if (integration.value) return teleport.ping({ integration: name });
  if (!role.ok || !role.value) return null;
  return teleport.ping({ roleArn: role.value.arn });
}
