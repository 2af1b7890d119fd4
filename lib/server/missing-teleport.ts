import type { Problem } from "#lib/domain/errors.ts";
import type { Config } from "./config.ts";

/** What a live set-up lacks, in words. */
export function missingTeleport(settings: Config): Problem[] {
  const missing: Problem[] = [];
  if (!settings.TELEPORT_PROXY) {
    missing.push({
      code: "configuration-missing",
      what: "The address of the Teleport proxy is not configured.",
      why: "TELEPORT_IDENTITY_FILE is set, which means a live cluster, but TELEPORT_PROXY is not.",
      remedy:
        "Set TELEPORT_PROXY to the proxy's host and port, for example teleport.example.com:443, and start again.",
      evidence: "TELEPORT_PROXY",
    });
  }
  if (!settings.TELEPORT_IDENTITY_FILE) {
    missing.push({
      code: "teleport-identity-missing",
      what: "The app has no Teleport identity.",
      why: "TELEPORT_IDENTITY_FILE is not set, so the app can't sign in to the cluster.",
      remedy:
        "Let Machine ID (tbot) write an identity file, set TELEPORT_IDENTITY_FILE to its path, and start again. The README shows the bot.",
      evidence: "TELEPORT_IDENTITY_FILE",
    });
  }
  return missing;
}
