import { createAws } from "#lib/aws/aws.ts";
import { readEndpointUrls } from "#lib/aws/endpoint-urls.ts";
import { appsNotices, clusterNotices, identityNotices } from "#lib/domain/enrollment/world-notices.ts";
import type { AwsIdentity } from "#lib/domain/aws/types.ts";
import type { Check } from "#lib/domain/enrollment/check.ts";
import {
  actionsForNew,
  awsPermissionsCheck,
  teleportPermissionsCheck,
} from "#lib/domain/enrollment/new-enrollment-permissions.ts";
import { observed, type Observed } from "#lib/domain/enrollment/observation.ts";
import type { IssuerInfo } from "#lib/domain/teleport/types.ts";
import type { AwsPort } from "#lib/enrollment/ports.ts";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import { systemClock } from "#lib/server/clock.ts";
import { readConfig, type Config } from "#lib/server/config.ts";
import { missingTeleport } from "#lib/server/missing-teleport.ts";
import { createTeleport, type OpenTeleport } from "#lib/teleport/teleport.ts";

type Say = (label: string, words: string) => void;

interface ReportOptions {
  print?: (line: string) => void;
  /** Of a connection to the cluster. */
  connectTimeoutMs?: number;
}

/** Prints what a live set-up reaches and as whom, or in plain words what is missing. The app starts in any case. */
export async function printLiveReport(
  variables: Record<string, string | undefined>,
  options: ReportOptions = {},
): Promise<void> {
  const print = options.print ?? ((line) => console.log(line));
  const say: Say = (label, words) => print(`${label.padEnd(9)} ${words}`);
  const settings = readConfig(variables);
  for (const problem of missingTeleport(settings)) say("Missing", wordsOf(problem));
  let issuer: IssuerInfo | null = null;
  try {
    const teleport = openTeleport(settings, options);
    if (teleport !== null) {
      issuer = await reportTeleport(teleport, say);
      teleport.close();
    }
  } catch (error) {
    say("Cluster", wordsOf(problemOf(error)));
  }
  try {
    const region = settings.AWS_REGION ?? "us-east-1";
    const aws = createAws({ region, endpointUrls: await readEndpointUrls(region), clock: systemClock });
    const identity = await aws.identity();
    say("AWS", `account ${identity.accountId}, ${identity.arn}`);
    if (issuer) await reportActions(aws, identity, issuer, say);
  } catch (error) {
    say("AWS", wordsOf(problemOf(error)));
  }
}

function openTeleport(settings: Config, { connectTimeoutMs }: ReportOptions): OpenTeleport | null {
  const { TELEPORT_PROXY: proxyAddress, TELEPORT_IDENTITY_FILE: identityFile } = settings;
  if (!proxyAddress || !identityFile) return null;
  return createTeleport({
    proxyAddress,
    identityFile,
    ...(settings.TELEPORT_CA_FILE ? { caFile: settings.TELEPORT_CA_FILE } : {}),
    ...(settings.TELEPORT_WEB_URL ? { webUrl: settings.TELEPORT_WEB_URL } : {}),
    ...(settings.TELEPORT_AUTH_ADDRESS ? { directAuthAddress: settings.TELEPORT_AUTH_ADDRESS } : {}),
    ...(connectTimeoutMs === undefined ? {} : { connectTimeoutMs }),
    clock: systemClock,
  });
}

/** Where one thing fails, nothing is asked that needs it: the start does not wait for the same failure again. */
async function reportTeleport(teleport: OpenTeleport, say: Say): Promise<IssuerInfo | null> {
  const ofFile = await teleport.identityFileProblem();
  if (ofFile) say("Identity", wordsOf(ofFile));
  if (ofFile?.code === "teleport-identity-missing" || ofFile?.code === "teleport-identity-invalid")
    return null;
  const notice = (problems: readonly Problem[]): void => {
    for (const problem of problems) say("Notice", wordsOf(problem));
  };
  let reading = "Cluster";
  try {
    const cluster = await teleport.cluster();
    say("Cluster", `${cluster.name}, Teleport ${cluster.serverVersion}`);
    notice(clusterNotices(cluster));
    if (ofFile?.code === "teleport-identity-expired") return null;
    reading = "Identity";
    const identity = await teleport.identity();
    say(
      "Identity",
      `${identity.userName} (${identity.isBot ? "a bot" : "a person"}), valid until ${identity.expiresAt}`,
    );
    notice(identityNotices(identity));
    reading = "Apps";
    notice(appsNotices(identity.userName, (await teleport.listApps()).length));
    reading = "Roles";
    const rules = now(await teleport.ownRules());
    sayCheck(teleportPermissionsCheck({ identity: now(identity), teleportRules: rules }), say);
    reading = "Issuer";
    return await teleport.issuer();
  } catch (error) {
    say(reading, wordsOf(problemOf(error)));
    return null;
  }
}

/** Held against what the first account will need, as the page for a new enrollment does. */
async function reportActions(
  aws: AwsPort,
  identity: AwsIdentity,
  issuer: IssuerInfo,
  say: Say,
): Promise<void> {
  const known = { aws: now(identity), issuer: now(issuer), integrations: now([]), drafts: [], profiles: [] };
  const account = aws.account({ ...identity, accessRoleArn: null, externalId: null });
  const held = await account.simulate(actionsForNew(known));
  sayCheck(awsPermissionsCheck({ ...known, awsPermissions: now(held) }), say);
}

/** Of the target roles each plan speaks for itself. */
function sayCheck({ verdict, title, evidence }: Check, say: Say): void {
  if (verdict !== "bad" && verdict !== "unknown") return;
  say("Notice", `${title}? ${evidence ?? "Not known."} The page /new shows all that is needed, to copy.`);
}

function now<T>(value: T): Observed<T> {
  return observed(value, systemClock.now().toISOString());
}

function problemOf(error: unknown): Problem {
  if (error instanceof AppError) return error.problem;
  throw error;
}

function wordsOf({ what, why, remedy }: Problem): string {
  return `${what} ${why} ${remedy}`;
}
