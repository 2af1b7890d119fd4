import type { RequestRules } from "#lib/auth/request-rules.ts";
import { hostForms } from "#lib/auth/app-address.ts";
import { behindTeleport, config } from "./config.ts";

/**
 * In local mode the app is `localhost` on its port, and nothing else: cookies are not shared with 127.0.0.1. Behind
 * Teleport it is asked by its internal name, or by its public one where the app's definition rewrites the host.
 */
export function requestRules(): RequestRules {
  const { TELEPORT_APP_URI = "", APP_ORIGIN = "" } = config();
  if (behindTeleport()) {
    const hosts = [...hostForms(TELEPORT_APP_URI), ...hostForms(APP_ORIGIN)];
    return { hosts, origins: [new URL(APP_ORIGIN).origin] };
  }
  const host = `localhost:${config().PORT}`;
  return { hosts: [host], origins: [`http://${host}`] };
}

/** The host at which people reach the app, where requests name another one; null: it is that of the request. */
export function publicHost(): string | null {
  const { APP_ORIGIN } = config();
  return behindTeleport() && APP_ORIGIN ? new URL(APP_ORIGIN).host : null;
}
