import { keyOf } from "./keys.ts";
import type { Store } from "./store.ts";

const keepExpiredMs = 24 * 3600_000;

/** Drops sessions that ended a day ago; until then their use is answered with ExpiredToken. */
export function forgetExpiredSessions(store: Store, nowMs: number): void {
  const old = store
    .credentials()
    .filter((credential) => credential.kind === "session" && credential.expiresAtMs < nowMs - keepExpiredMs);
  if (old.length > 0) store.commit(old.map((session) => ({ key: keyOf(session), entity: null })));
}
