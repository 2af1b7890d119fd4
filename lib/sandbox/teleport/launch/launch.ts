import { logLaunch } from "../audit/audit-log.ts";
import type { Cluster } from "../cluster.ts";
import { appsOf, type App } from "./apps.ts";
import { AwsRefusal, AwsUnreachable, type AwsSessions } from "./aws-sessions.ts";
import { consoleLoginUrl } from "./federation.ts";
import { accessOf, type Person } from "./subject.ts";

/** The parts of a launch link, as Teleport's web pages make it. */
export interface LaunchTarget {
  /** Without port. */
  fqdn: string;
  clusterName: string;
  publicAddress: string;
  roleArn: string;
}

export type LaunchResult =
  | { kind: "console"; url: string }
  | { kind: "refused"; by: "Teleport" | "AWS"; reason: string; app: string };

// AWS allows a session of a chained role an hour at most, and a quarter of an hour at least.
const sessionSecondsMax = 60 * 60;
const sessionSecondsMin = 15 * 60;

const byTeleport = (reason: string, app = ""): LaunchResult => ({
  kind: "refused",
  by: "Teleport",
  reason,
  app,
});

interface Chain {
  aws: AwsSessions;
  app: App;
  integrationRoleArn: string;
  durationSeconds: number;
}

/** OIDC token, integration role, target role, console: the calls that Teleport's proxy makes. */
async function openConsole(cluster: Cluster, person: Person, roleArn: string, chain: Chain): Promise<string> {
  const token = await cluster.tokens.mint("system:proxy", person.userName);
  const sessionName = `teleport-${cluster.now().getTime()}`;
  const integration = await chain.aws.assumeWithWebIdentity(chain.integrationRoleArn, token, sessionName);
  const target = await chain.aws.assumeRole(integration, {
    roleArn,
    sessionName: person.userName,
    externalId: chain.app.externalId,
    durationSeconds: chain.durationSeconds,
  });
  return consoleLoginUrl(chain.aws.endpoint, target, `https://${cluster.publicHost}`);
}

/** Carries out a launch as the real cluster would; what it refuses, it refuses in its own or in AWS's words. */
export async function launch(cluster: Cluster, person: Person, target: LaunchTarget): Promise<LaunchResult> {
  if (target.clusterName !== "" && target.clusterName !== cluster.name) {
    return byTeleport(`cluster "${target.clusterName}" is not found`);
  }
  const view = cluster.store.view();
  const host = target.publicAddress === "" ? target.fqdn : target.publicAddress;
  const app = appsOf(view).find((candidate) => candidate.host === host && host === target.fqdn);
  const access = accessOf(cluster, person);
  // An app that one may not see is not told apart from one that does not exist.
  if (!app || !access.seesApp(app.labels)) return byTeleport(`no application at "${target.fqdn}" is found`);
  if (!app.isAwsConsole)
    return byTeleport("this application runs on an agent, and the sandbox has none", app.name);
  const decision = access.decide(app.labels, target.roleArn);
  if (!decision.allowed) {
    return byTeleport(`access to ${target.roleArn} denied: ${decision.reason}`, app.name);
  }
  if (app.integration === "")
    return byTeleport("this application has no integration and needs an agent", app.name);
  const integration = view.get("integration", app.integration)?.Spec?.SubKindSpec;
  if (integration?.case !== "AWSOIDC") {
    return byTeleport(`integration "${app.integration}" doesn't exist`, app.name);
  }
  const secondsLeft = Math.floor((person.expiresAtMs - cluster.now().getTime()) / 1000);
  if (secondsLeft < sessionSecondsMin) {
    return byTeleport("less than 15 minutes of this Teleport session are left: sign in again", app.name);
  }
  // As the real cluster: the session begins here, whatever AWS says next.
  logLaunch(cluster, { user: person.userName, app: app.name, role: target.roleArn });
  if (!cluster.aws) return byTeleport("this cluster reaches no AWS", app.name);
  try {
    const url = await openConsole(cluster, person, target.roleArn, {
      aws: cluster.aws,
      app,
      integrationRoleArn: integration.value.RoleARN,
      durationSeconds: Math.min(secondsLeft, sessionSecondsMax),
    });
    return { kind: "console", url };
  } catch (error) {
    if (error instanceof AwsRefusal || error instanceof AwsUnreachable) {
      return { kind: "refused", by: "AWS", reason: error.message, app: app.name };
    }
    throw error;
  }
}
