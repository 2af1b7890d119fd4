import type { AwsSessions } from "./launch/aws-sessions.ts";
import type { IntegrationTokens } from "./oidc/tokens.ts";
import type { Store } from "./store/store.ts";

/** The running cluster, as its gRPC services and its web pages see it. */
export interface Cluster {
  name: string;
  /** The host name of the proxy, without port, from which the issuer and app addresses are made. */
  publicHost: string;
  serverVersion: string;
  store: Store;
  tokens: IntegrationTokens;
  /** Null: this sandbox runs without AWS. */
  aws: AwsSessions | null;
  now: () => Date;
}
