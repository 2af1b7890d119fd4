import type { RequestRules } from "#lib/auth/request-rules.ts";
import { config } from "./config.ts";

/** In local mode the app is `localhost` on its port, and nothing else: cookies are not shared with 127.0.0.1. */
export function requestRules(): RequestRules {
  const host = `localhost:${config().PORT}`;
  return { hosts: [host], origins: [`http://${host}`] };
}
