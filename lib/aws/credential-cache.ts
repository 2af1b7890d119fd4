import type { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import type { Clock } from "#lib/enrollment/ports.ts";

export type Credentials = Awaited<ReturnType<ReturnType<typeof fromNodeProviderChain>>>;

export interface CredentialCache {
  /** Marked as memoized, so that the SDK asks it each time and a new load cannot pass unnoticed. */
  readonly provider: (() => Promise<Credentials>) & { readonly memoized: true };
  /** Drops what was loaded: the next call loads anew. */
  forget(): void;
}

/** As the SDK: a session that ends within five minutes is loaded again. */
const earlyMs = 5 * 60_000;

/** Keeps loaded credentials until shortly before they end; concurrent callers share one load. */
export function cacheCredentials(
  load: () => Promise<Credentials>,
  clock: Pick<Clock, "now">,
): CredentialCache {
  let pending: Promise<Credentials> | null = null;
  let loaded: Credentials | null = null;

  const isFresh = (credentials: Credentials): boolean =>
    credentials.expiration === undefined ||
    credentials.expiration.getTime() - clock.now().getTime() > earlyMs;

  const provider = async (): Promise<Credentials> => {
    if (loaded && isFresh(loaded)) return loaded;
    pending ??= load().finally(() => {
      pending = null;
    });
    loaded = await pending;
    return loaded;
  };

  return {
    provider: Object.assign(provider, { memoized: true as const }),
    forget() {
      loaded = null;
    },
  };
}
