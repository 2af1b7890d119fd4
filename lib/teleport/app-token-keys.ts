import { AppError } from "#lib/domain/errors.ts";
import { parseAddress } from "./address.ts";
import { readTrustRoots } from "./trust-roots.ts";
import { openWebApi } from "./web-api.ts";

const keySetPath = "/.well-known/jwks.json";

export interface AppTokenKeysOptions {
  /** TELEPORT_PROXY: where to dial, host:port. */
  proxyAddress: string;
  /** Trust root of the proxy's web certificate; else the public roots. */
  caFile?: string;
  timeoutMs?: number;
}

/** What the tokens that Teleport gives to applications are verified with. */
export interface AppTokenKeys {
  /** The cluster's name, which is the tokens' issuer. */
  name(): Promise<string>;
  /** The key set as the proxy answers it, unparsed. */
  keySet(): Promise<string>;
}

/** Asks the configured proxy and nobody else: redirects are not followed, and its certificate must be trusted. */
export function openAppTokenKeys({
  proxyAddress,
  caFile,
  timeoutMs = 10_000,
}: AppTokenKeysOptions): AppTokenKeys {
  const address = parseAddress(proxyAddress, 443, "TELEPORT_PROXY");
  const web = openWebApi({ address, trustRoots: readTrustRoots(caFile), timeoutMs });
  return {
    async name() {
      return (await web.ping()).clusterName;
    },
    async keySet() {
      const text = await web.get(keySetPath);
      if (text !== null) return text;
      throw new AppError({
        code: "teleport-unknown",
        what: `${proxyAddress} has no ${keySetPath}.`,
        why: "Every Teleport proxy lists the keys of its application tokens there.",
        remedy: "Check that TELEPORT_PROXY is the web address of the cluster's proxy.",
        evidence: `GET ${keySetPath} at ${proxyAddress}`,
      });
    },
  };
}
