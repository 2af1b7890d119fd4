import { IAMClient, ListAccountAliasesCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/** Addresses that replace AWS's own; null: AWS's own. */
export interface EndpointUrls {
  iam: string | null;
  sts: string | null;
}

/** Ends a request of the SDK once it is addressed, before it is signed or sent. */
class NothingSent extends Error {
  readonly address: string;

  constructor(request: unknown) {
    super("Nothing was sent");
    const part = (name: string): unknown =>
      typeof request === "object" && request !== null ? Reflect.get(request, name) : undefined;
    const port = part("port");
    const path = String(part("path") ?? "/").replace(/\/$/, "");
    this.address = `${String(part("protocol"))}//${String(part("hostname"))}${port === undefined ? "" : `:${String(port)}`}${path}`;
  }
}

const stopBeforeSending =
  () =>
  ({ request }: { request: unknown }): Promise<never> =>
    Promise.reject(new NothingSent(request));

async function addressOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
  } catch (error) {
    if (error instanceof NothingSent) return error.address;
    throw error;
  }
  throw new Error("The SDK sent a request that was only to be addressed");
}

async function addresses(region: string, ignoreConfiguredEndpointUrls: boolean) {
  const options = {
    region,
    credentials: { accessKeyId: "unused", secretAccessKey: "unused" },
    ignoreConfiguredEndpointUrls,
  };
  const iam = new IAMClient(options);
  const sts = new STSClient(options);
  iam.middlewareStack.add(stopBeforeSending, { step: "finalizeRequest", priority: "high" });
  sts.middlewareStack.add(stopBeforeSending, { step: "finalizeRequest", priority: "high" });
  return {
    iam: await addressOf(iam.send(new ListAccountAliasesCommand({}))),
    sts: await addressOf(sts.send(new GetCallerIdentityCommand({}))),
  };
}

/**
 * The endpoint overrides in force, found by the SDK's own rules (service variable, AWS_ENDPOINT_URL, the profile's
 * services section, the profile, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS). Nothing is sent.
 */
export async function readEndpointUrls(region: string): Promise<EndpointUrls> {
  const effective = await addresses(region, false);
  const own = await addresses(region, true);
  return {
    iam: effective.iam === own.iam ? null : effective.iam,
    sts: effective.sts === own.sts ? null : effective.sts,
  };
}
