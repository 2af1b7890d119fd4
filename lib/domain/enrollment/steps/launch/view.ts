import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import { firstNames } from "#lib/domain/text/first-names.ts";
import { launchUrl, tshLines } from "#lib/domain/teleport/launch.ts";
import type { AppLaunch, AppServer, ClusterInfo } from "#lib/domain/teleport/types.ts";
import { knownRoles } from "../../known-roles.ts";
import type { Check } from "../../check.ts";
import { valueOr, type Observation } from "../../observation.ts";
import type { LaunchStepView, LaunchTileView } from "../../launch-views.ts";
import { holdersOf } from "../access/people.ts";
import { targetsOf } from "../access/targets.ts";
import { enrollmentApp } from "../app/enrollment-app.ts";
import { listedCheck } from "../app/state.ts";
import { pingCheck } from "../integration/checks.ts";
import { problemsOf } from "../step-state.ts";
import type { RoleJudgement } from "../trust/judgement.ts";
import { roleChecks } from "../trust/role-detail.ts";
import { roleWorkOf } from "../trust/role-work.ts";
import { auditLogView, launchedOf, newestLaunches } from "./evidence.ts";

export function launchStepView(o: Observation): LaunchStepView {
  const cluster = valueOr(o.cluster, null);
  const app = enrollmentApp(o);
  const launches = newestLaunches(o);
  const [problem = null] = problemsOf([o.cluster, o.apps, knownRoles(o), o.roles, o.users]);
  return {
    tiles: [...targetsOf(o)]
      .map(([arn, judgement]) => tile(o, { arn, judgement, cluster, app, launch: launches.get(arn) }))
      .toSorted(byName),
    auditLog: auditLogView(o),
    sessionLimit:
      "Teleport reaches the role through the integration role, and AWS limits such chained sessions to one hour. Open the role again to go on. CloudTrail names a session by the role and the Teleport user: assumed-role/<role>/<user>.",
    signInUrl: cluster?.webUrl ?? null,
    problem,
  };
}

interface Target {
  arn: string;
  judgement: RoleJudgement | null;
  cluster: ClusterInfo | null;
  app: AppServer | null;
  launch: AppLaunch | undefined;
}

function tile(o: Observation, target: Target): LaunchTileView {
  const { arn, judgement, cluster, app } = target;
  const parsed = parseRoleArn(arn);
  const state = stateOf(o, judgement);
  const can = cluster && app ? { cluster, app } : null;
  return {
    roleArn: arn,
    name: parsed.ok ? parsed.value.name : arn,
    path: parsed.ok ? parsed.value.path : "/",
    state,
    says: saysOf(o, judgement),
    consoleUrl:
      can && state !== "fails"
        ? launchUrl({
            webUrl: can.cluster.webUrl,
            cluster: can.cluster.name,
            publicAddr: can.app.publicAddr,
            roleArn: arn,
          })
        : null,
    cli: can
      ? tshLines({
          proxyAddress: can.cluster.publicAddress,
          app: can.app.name,
          roleArn: arn,
          user: null,
        }).map(({ line }) => line)
      : [],
    checks: endToEnd(o, arn, app),
    heldBy: holdersOf(o).get(arn) ?? [],
    lastUsedAt: judgement?.role.lastUsedAt ?? null,
    launched: launchedOf(target.launch),
  };
}

/** A role that an access role names and the account does not have can't be launched. */
export function stateOf(o: Observation, judgement: RoleJudgement | null): LaunchTileView["state"] {
  return judgement?.verdict.state ?? (o.scan.ok ? "fails" : "unknown");
}

export function saysOf(o: Observation, judgement: RoleJudgement | null): string {
  if (judgement) return judgement.verdict.cause?.words ?? "Everything on the way agrees.";
  return o.scan.ok
    ? "The account has no such role; an access role still names it."
    : "The roles of the account could not be read.";
}

/** From the person to the role: access, app, integration, policy, tag, trust. */
function endToEnd(o: Observation, arn: string, app: AppServer | null): readonly Check[] {
  const work = roleWorkOf(o).get(arn);
  return [
    holderCheck(o, arn),
    listedCheck(o, app),
    pingCheck(o),
    ...(work ? roleChecks(o, work) : [unseenCheck(o)]),
  ];
}

/** Of a role that is not there, or was not read, nothing else can be said. */
function unseenCheck(o: Observation): Check {
  return {
    id: "verdict",
    title: "People can assume it through Teleport",
    verdict: o.scan.ok ? "bad" : "unknown",
    evidence: saysOf(o, null),
    remedy: o.scan.ok ? "Take it out of the access role, or create it." : o.scan.problem.remedy,
    at: o.scan.at,
  };
}

function holderCheck(o: Observation, arn: string): Check {
  const holders = holdersOf(o).get(arn) ?? [];
  const known = o.users.ok && o.roles.ok && o.apps.ok;
  return {
    id: "holder",
    title: "Somebody may use it in Teleport",
    verdict: holders.length > 0 ? "ok" : known ? "bad" : "unknown",
    evidence: holders.length > 0 ? firstNames(holders) : known ? "Nobody reaches it." : "Not read.",
    remedy: holders.length > 0 ? null : "Give access in step 5.",
    at: o.users.at,
  };
}

function byName(a: LaunchTileView, b: LaunchTileView): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
