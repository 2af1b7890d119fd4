import { createAws } from "#lib/aws/aws.ts";
import { readEndpointUrls } from "#lib/aws/endpoint-urls.ts";
import { AppError } from "#lib/domain/errors.ts";
import { systemClock } from "#lib/server/clock.ts";
import { readConfig } from "#lib/server/config.ts";
import { missingTeleport } from "#lib/server/missing-teleport.ts";
import { createTeleport } from "#lib/teleport/teleport.ts";

/** Prints what a live set-up reaches and as whom, or in plain words what is missing. The app starts in any case. */
export async function printLiveReport(variables: Record<string, string | undefined>): Promise<void> {
  const settings = readConfig(variables);
  for (const { what, remedy } of missingTeleport(settings)) console.log(`Missing   ${what} ${remedy}`);
  const { TELEPORT_PROXY: proxyAddress, TELEPORT_IDENTITY_FILE: identityFile } = settings;
  if (proxyAddress && identityFile) {
    const teleport = createTeleport({
      proxyAddress,
      identityFile,
      ...(settings.TELEPORT_CA_FILE ? { caFile: settings.TELEPORT_CA_FILE } : {}),
      ...(settings.TELEPORT_WEB_URL ? { webUrl: settings.TELEPORT_WEB_URL } : {}),
      ...(settings.TELEPORT_AUTH_ADDRESS ? { directAuthAddress: settings.TELEPORT_AUTH_ADDRESS } : {}),
      clock: systemClock,
    });
    await say("Cluster", async () => {
      const { name, serverVersion } = await teleport.cluster();
      return `${name}, Teleport ${serverVersion}`;
    });
    await say("Identity", async () => {
      const { userName, isBot, expiresAt } = await teleport.identity();
      const kind = isBot ? "a bot" : "a human: the cluster will ask it for a second factor on writes";
      return `${userName} (${kind}), valid until ${expiresAt}`;
    });
    teleport.close();
  }
  await say("AWS", async () => {
    const region = settings.AWS_REGION ?? "us-east-1";
    const aws = createAws({ region, endpointUrls: await readEndpointUrls(region), clock: systemClock });
    const { accountId, arn } = await aws.identity();
    return `account ${accountId}, ${arn}`;
  });
}

async function say(label: string, read: () => Promise<string>): Promise<void> {
  try {
    console.log(`${label.padEnd(9)} ${await read()}`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.log(`${label.padEnd(9)} ${error.problem.what} ${error.problem.remedy}`);
  }
}
