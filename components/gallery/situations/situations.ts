import { partitions } from "#lib/domain/aws/partitions.ts";
import type { Partition } from "#lib/domain/aws/types.ts";
import { namedRolesOf } from "#lib/domain/enrollment/named-roles.ts";
import type { NamedRoles, Observation, Observed } from "#lib/domain/enrollment/observation.ts";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { sessionEnded } from "../fixtures/problems.ts";
import { secondsAgo } from "../fixtures/times.ts";
import { sample, seen } from "./sample.ts";
import type { SituationName } from "./situation-names.ts";
import * as strangers from "./strangers.ts";
import * as trouble from "./trouble.ts";

export interface Situation {
  observation: Observation;
  activeRun?: NonNullable<EnrollmentShellView["activeRun"]>;
  /** What the identity file says of itself. */
  identityFile?: Problem;
  /** What every action answers, where it is not the usual. */
  refusal?: Problem;
}

const failed = (problem: Problem) => ({ ok: false, problem, at: secondsAgo(40) }) as const;

const teleportParts = [
  "cluster",
  "identity",
  "issuer",
  "integration",
  "integrations",
  "ping",
  "apps",
  "roles",
  "users",
] as const;
const awsParts = ["aws", "provider", "integrationRole", "scan"] as const;

function without(parts: readonly (keyof Observation)[], problem: Problem): Observation {
  return sample(Object.fromEntries(parts.map((part) => [part, failed(problem)])));
}

/** The part as it was read, with something else in it. */
function but<T>(part: Observed<T>, over: Partial<T>): Observed<T> {
  return part.ok ? seen({ ...part.value, ...over }) : part;
}

function appsOf({ apps }: Observation) {
  return apps.ok ? apps.value : [];
}

function aged(observation: Observation, at: string): Observation {
  return Object.fromEntries(
    Object.entries(observation).map(([name, part]) => [
      name,
      typeof part === "object" && part !== null && "ok" in part ? { ...part, at } : part,
    ]),
  ) as unknown as Observation;
}

// Made anew for each page: the times in it are those of the page.
const usual = () => sample();

function integrationRoles() {
  const { scan } = usual();
  return (scan.ok ? scan.value.roles : []).filter(({ name }) => name === "teleport-integration");
}

/** The last of them may not even be read alone. */
function namedRoles(): NamedRoles {
  const { scan, profile } = usual();
  const roles = (scan.ok ? scan.value.roles : []).filter(({ name }) => name !== "teleport-integration");
  const home = { accountId: profile.accountId, partition: "aws" as const };
  const readings = roles.map((role) => ({ arn: role.arn, read: seen(role) }));
  const hidden = `arn:aws:iam::${home.accountId}:role/security/BreakGlass`;
  return namedRolesOf(
    home,
    [...readings, { arn: hidden, read: failed(trouble.denied("iam:GetRole")) }],
    secondsAgo(40),
  );
}

/** The same world in another partition: every ARN is of it, and so is the console. */
function inPartition(partition: Exclude<Partition, "aws">): Observation {
  const text = JSON.stringify(usual())
    .replaceAll("arn:aws:", `arn:${partition}:`)
    .replaceAll('"partition":"aws"', `"partition":"${partition}"`)
    .replaceAll(partitions.aws.consoleUrl, partitions[partition].consoleUrl);
  return JSON.parse(text) as Observation;
}

export const situations: Readonly<Record<SituationName, () => Situation>> = {
  stale: () => ({ observation: aged(usual(), secondsAgo(12 * 60)) }),
  "cluster-unreachable": () => ({ observation: without(teleportParts, trouble.clusterUnreachable) }),
  "identity-missing": () => ({ observation: without(teleportParts, trouble.identityMissing) }),
  "identity-expired": () => ({
    observation: without(
      teleportParts.filter((part) => part !== "cluster" && part !== "issuer"),
      trouble.identityExpired,
    ),
  }),
  "identity-not-renewed": () => ({
    observation: sample({
      identity: but(usual().identity, { notRenewed: true, expiresAt: secondsAgo(-300) }),
    }),
    identityFile: trouble.identityNotRenewed,
  }),
  "identity-of-a-person": () => ({
    observation: sample({ identity: but(usual().identity, { userName: "admin@acme", isBot: false }) }),
  }),
  "sees-no-apps": () => ({ observation: sample({ apps: seen([]) }) }),
  "teleport-15": () => ({
    observation: sample({ cluster: but(usual().cluster, { serverVersion: "15.4.2" }) }),
  }),
  "ping-unimplemented": () => ({ observation: sample({ ping: failed(trouble.pingUnsupported) }) }),
  "no-tls-routing": () => ({ observation: sample({ cluster: but(usual().cluster, { tlsRouting: false }) }) }),
  "no-credentials": () => ({ observation: without(awsParts, trouble.credentialsMissing) }),
  "other-account": () => ({ observation: without(awsParts, trouble.otherAccount) }),
  "scan-denied": () => ({
    observation: sample({ scan: failed(trouble.denied("iam:GetAccountAuthorizationDetails")) }),
  }),
  "roles-named": () => {
    const scan = failed(trouble.denied("iam:GetAccountAuthorizationDetails"));
    return { observation: sample({ scan, named: namedRoles() }) };
  },
  govcloud: () => ({ observation: inPartition("aws-us-gov") }),
  china: () => ({ observation: inPartition("aws-cn") }),
  "nothing-readable": () => ({
    observation: sample({
      provider: failed(trouble.denied("iam:GetOpenIDConnectProvider")),
      integrationRole: failed(trouble.denied("iam:GetRole")),
      scan: failed(trouble.denied("iam:GetAccountAuthorizationDetails")),
    }),
  }),
  "no-roles": () => ({
    observation: sample({
      scan: but(usual().scan, { roles: integrationRoles() }),
      roles: seen([]),
    }),
  }),
  "app-is-there": () => ({
    observation: sample({
      apps: seen(appsOf(usual()).map((app) => ({ ...app, integration: "legacy-aws" }))),
    }),
  }),
  "session-ended": () => ({
    observation: usual(),
    refusal: sessionEnded,
  }),
  "run-of-another": () => ({
    observation: usual(),
    activeRun: { id: "run-7", step: "trust", startedBy: "maria@acme", done: 12, total: 40, revision: 31 },
  }),
  "role-made-anew": () => ({ observation: strangers.roleMadeAnew() }),
  "dead-principal": () => ({ observation: strangers.deadPrincipal() }),
  "quota-full": () => ({ observation: strangers.quotaFull() }),
  "access-role-widened": () => ({ observation: strangers.accessRoleWidened() }),
  "two-integrations": () => ({ observation: strangers.twoIntegrations() }),
};
