import { readFileSync } from "node:fs";
import type { AwsSandbox } from "../aws/server.ts";
import { writeFileAtomically } from "../state-file.ts";
import type { TeleportSandbox } from "../teleport/server.ts";

const line = /^([A-Z][A-Z0-9_]*)='((?:[^']|'\\'')*)'$/;

/** What points an AWS SDK, the `aws` command and the app at the AWS half. */
export function awsVariables(aws: AwsSandbox): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
    AWS_REGION: aws.region,
    AWS_DEFAULT_REGION: aws.region,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_FEDERATION_URL: `${aws.url}/federation`,
    AWS_CONSOLE_URL: `${aws.url}/console`,
  };
}

/** What points a Teleport client and the app at the Teleport half. */
export function teleportVariables(teleport: TeleportSandbox): Record<string, string> {
  return {
    TELEPORT_PROXY: teleport.proxyAddress,
    TELEPORT_WEB_URL: teleport.webUrl,
    TELEPORT_IDENTITY_FILE: teleport.identityFile,
    TELEPORT_CA_FILE: teleport.caFile,
  };
}

/** `KEY='value'` lines that a POSIX shell and the launcher read alike. */
export function formatEnvironment(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([key, value]) => `${key}='${value.replaceAll("'", "'\\''")}'\n`)
    .join("");
}

function readEnvironment(path: string): Record<string, string> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
  const pairs = text.split("\n").flatMap((row) => {
    const [, key, value] = line.exec(row) ?? [];
    return key === undefined || value === undefined ? [] : [[key, value.replaceAll("'\\''", "'")] as const];
  });
  return Object.fromEntries(pairs);
}

/** Writes the file; what the other half wrote, when each runs in a process of its own, stays in it. */
export function updateEnvironmentFile(path: string, variables: Record<string, string>): void {
  writeFileAtomically(path, formatEnvironment({ ...readEnvironment(path), ...variables }));
}
