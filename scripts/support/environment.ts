import { devNull } from "node:os";

/** Variables that both halves may inherit. All others of the caller stay outside the sandbox. */
const passed = [
  "PATH",
  "HOME",
  "USER",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "TERM",
  "TMPDIR",
  "TEMP",
  "TMP",
  "SystemRoot",
  "CI",
  "PORT",
  "DATA_DIR",
  "DATABASE_URL",
  "JOURNAL_KEY",
  "AUTH",
  "ADMIN_ROLES",
  "LOG_LEVEL",
  "GALLERY",
  "NEXT_TELEMETRY_DISABLED",
  "SANDBOX_AWS_PORT",
  "SANDBOX_TELEPORT_PORT",
  "SANDBOX_WEB_PORT",
  "SANDBOX_APP_PORT",
  "SANDBOX_APP_TARGET",
  "SANDBOX_DIR",
  "SANDBOX_ROLES",
  "SANDBOX_PARTITION",
  "SANDBOX_TELEPORT_VERSION",
  "SANDBOX_ISSUERS",
];

type Variables = Record<string, string | undefined>;

/**
 * The environment of everything that runs with the sandbox: an allow-list, so that no credential, endpoint, proxy or
 * Node option of the caller leads out of it, and with the shared AWS files pointing to nothing.
 */
export function sealedEnvironment(caller: Variables, sandbox: Variables = {}): Record<string, string> {
  const sealed: Record<string, string> = {};
  for (const name of passed) {
    const value = caller[name];
    if (value !== undefined) sealed[name] = value;
  }
  return {
    ...sealed,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_CONFIG_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    ...Object.fromEntries(
      Object.entries(sandbox).filter((pair): pair is [string, string] => pair[1] !== undefined),
    ),
  };
}

/** Live as soon as one of the two is set: then no sandbox starts, and a missing part is said. */
export function isLive(caller: Variables): boolean {
  return Boolean(caller.TELEPORT_PROXY) || Boolean(caller.TELEPORT_IDENTITY_FILE);
}

/** Reads `KEY='value'` lines, the quoting of a POSIX shell. */
export function parseEnvFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const match = /^([A-Z_][A-Z0-9_]*)='((?:[^']|'\\'')*)'$/.exec(line.trim());
    if (match?.[1] !== undefined && match[2] !== undefined)
      values[match[1]] = match[2].replaceAll("'\\''", "'");
  }
  return values;
}
