import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { assertBound, assertOwner } from "./bound-arn.ts";
import type { AccountBinding } from "./bound-arn.ts";
import { clientOptions, stsClient } from "./clients.ts";
import type { ClientSettings } from "./clients.ts";
import { cacheCredentials } from "./credential-cache.ts";
import type { CredentialCache, Credentials } from "./credential-cache.ts";
import { mapAwsError } from "./map-error.ts";

/** Shown in the account's CloudTrail for everything that the app does there. */
const sessionName = "aws-access-for-teleport";

/** The default chain, without the SDK's caches of shared files: renewed credentials are found. */
export function ownCredentials(settings: ClientSettings): CredentialCache {
  return cacheCredentials(async () => {
    try {
      return await fromNodeProviderChain({ ignoreCache: true, clientConfig: { region: settings.region } })();
    } catch (error) {
      throw mapAwsError(error, {
        action: "sts:GetCallerIdentity",
        resource: "*",
        endpoint: settings.endpointUrls.sts,
      });
    }
  }, settings.clock);
}

async function assumeRole(
  settings: ClientSettings,
  own: CredentialCache,
  role: { arn: string; externalId: string | null },
): Promise<Credentials> {
  await own.provider();
  try {
    return await fromTemporaryCredentials({
      masterCredentials: own.provider,
      clientConfig: clientOptions(settings, "sts"),
      params: {
        RoleArn: role.arn,
        RoleSessionName: sessionName,
        ...(role.externalId === null ? {} : { ExternalId: role.externalId }),
      },
    })();
  } catch (error) {
    throw mapAwsError(error, {
      action: "sts:AssumeRole",
      resource: role.arn,
      endpoint: settings.endpointUrls.sts,
    });
  }
}

async function assertOwnerOf(
  credentials: Credentials,
  settings: ClientSettings,
  binding: AccountBinding,
): Promise<void> {
  const client = stsClient(settings, async () => credentials);
  try {
    const { Arn = "" } = await client.send(new GetCallerIdentityCommand({}));
    assertOwner(Arn, binding);
  } catch (error) {
    throw mapAwsError(error, {
      action: "sts:GetCallerIdentity",
      resource: "*",
      endpoint: settings.endpointUrls.sts,
    });
  }
}

/**
 * Credentials for one account: after each load GetCallerIdentity is asked, and credentials of another account are
 * refused before anything can be signed with them.
 */
export function boundCredentials(
  settings: ClientSettings,
  own: CredentialCache,
  account: AccountBinding & { accessRoleArn: string | null; externalId: string | null },
): CredentialCache {
  const bound = cacheCredentials(async () => {
    const { accessRoleArn, externalId } = account;
    if (accessRoleArn !== null) assertBound(accessRoleArn, account);
    const credentials =
      accessRoleArn === null
        ? await own.provider()
        : await assumeRole(settings, own, { arn: accessRoleArn, externalId });
    await assertOwnerOf(credentials, settings, account);
    return credentials;
  }, settings.clock);

  return {
    provider: bound.provider,
    forget() {
      bound.forget();
      own.forget();
    },
  };
}
