import { createAws } from "#lib/aws/aws.ts";
import { readEndpointUrls } from "#lib/aws/endpoint-urls.ts";
import { appsNotices, clusterNotices, identityNotices } from "#lib/domain/enrollment/world-notices.ts";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import { systemClock } from "#lib/server/clock.ts";
import { readConfig, type Config } from "#lib/server/config.ts";
import { missingTeleport } from "#lib/server/missing-teleport.ts";
import { createTeleport, type OpenTeleport } from "#lib/teleport/teleport.ts";

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
  const say = (label: string, words: string): void => print(`${label.padEnd(9)} ${words}`);
  const settings = readConfig(variables);
  for (const problem of missingTeleport(settings)) say("Missing", wordsOf(problem));
  try {
    const teleport = openTeleport(settings, options);
    if (teleport !== null) {
      await reportTeleport(teleport, say);
      teleport.close();
    }
  } catch (error) {
    say("Cluster", wordsOf(problemOf(error)));
  }
  try {
    const region = settings.AWS_REGION ?? "us-east-1";
    const aws = createAws({ region, endpointUrls: await readEndpointUrls(region), clock: systemClock });
    const { accountId, arn } = await aws.identity();
    say("AWS", `account ${accountId}, ${arn}`);
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
async function reportTeleport(
  teleport: OpenTeleport,
  say: (label: string, words: string) => void,
): Promise<void> {
  const ofFile = await teleport.identityFileProblem();
  if (ofFile) say("Identity", wordsOf(ofFile));
  if (ofFile?.code === "teleport-identity-missing" || ofFile?.code === "teleport-identity-invalid") return;
  const notice = (problems: readonly Problem[]): void => {
    for (const problem of problems) say("Notice", wordsOf(problem));
  };
  let reading = "Cluster";
  try {
    const cluster = await teleport.cluster();
    say("Cluster", `${cluster.name}, Teleport ${cluster.serverVersion}`);
    notice(clusterNotices(cluster));
    if (ofFile?.code === "teleport-identity-expired") return;
    reading = "Identity";
    const identity = await teleport.identity();
    say(
      "Identity",
      `${identity.userName} (${identity.isBot ? "a bot" : "a person"}), valid until ${identity.expiresAt}`,
    );
    notice(identityNotices(identity));
    reading = "Apps";
    notice(appsNotices(identity.userName, (await teleport.listApps()).length));
  } catch (error) {
    say(reading, wordsOf(problemOf(error)));
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof AppError) return error.problem;
  throw error;
}

function wordsOf({ what, why, remedy }: Problem): string {
  return `${what} ${why} ${remedy}`;
}
