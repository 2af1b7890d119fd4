import { IAMClient, ListAccountAliasesCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/** Addresses that replace AWS's own; null: AWS's own. */
export interface EndpointUrls {
  iam: string | null;
  sts: string | null;
}

/** Ends a request of the SDK before anything is sent. */
class NothingSent extends Error {}

const neverSend = () => (): Promise<never> => Promise.reject(new NothingSent());

async function prepare(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof NothingSent)) throw error;
  }
}

async function overrideOf(config: {
  isCustomEndpoint?: boolean;
  endpoint?: () => Promise<{ protocol: string; hostname: string; port?: number; path: string }>;
}): Promise<string | null> {
  if (!config.isCustomEndpoint || !config.endpoint) return null;
  const { protocol, hostname, port, path } = await config.endpoint();
  return `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path === "/" ? "" : path}`;
}

/**
 * The endpoint overrides in force, found by the SDK's own rules (service variable, AWS_ENDPOINT_URL, the profile's
 * services section, the profile, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS). Nothing is sent.
 */
export async function readEndpointUrls(region: string): Promise<EndpointUrls> {
  const options = { region, credentials: { accessKeyId: "unused", secretAccessKey: "unused" } };
  const iam = new IAMClient(options);
  const sts = new STSClient(options);
  iam.middlewareStack.add(neverSend, { step: "finalizeRequest", priority: "high" });
  sts.middlewareStack.add(neverSend, { step: "finalizeRequest", priority: "high" });
  await prepare(iam.send(new ListAccountAliasesCommand({})));
  await prepare(sts.send(new GetCallerIdentityCommand({})));
  return { iam: await overrideOf(iam.config), sts: await overrideOf(sts.config) };
}
