import { join, resolve } from "node:path";
import type { PlayedPartition } from "../aws/api/partition.ts";
import { startAws, type AwsSandbox } from "../aws/server.ts";
import { issuerUrl } from "../seed/company.ts";
import { startTeleport, type TeleportSandbox } from "../teleport/server.ts";
import { awsVariables, teleportVariables } from "./environment.ts";

export interface SandboxOptions {
  awsPort: number;
  teleportPort: number;
  webPort: number;
  /** Where state, keys and the identity file are kept; null: in memory and in a directory that goes at the end. */
  dir: string | null;
  /** How many roles the unenrolled account has; 0: as seeded. */
  roles: number;
  /** Further issuers, or another address for the cluster's own. */
  issuers?: ReadonlyMap<string, string>;
  /** The app, to be served behind Teleport. */
  app?: { port: number; target: string } | null;
  now?: () => Date;
  seed?: "company" | "empty";
  /** Of the AWS accounts; left out: aws. */
  partition?: PlayedPartition;
  /** Of the cluster; else the newest that the sandbox plays. */
  serverVersion?: string;
}

export interface Sandbox {
  /** The variables that point clients at it. */
  env: Record<string, string>;
  aws: AwsSandbox;
  teleport: TeleportSandbox;
  close(): Promise<void>;
}

type Half = Pick<SandboxOptions, "now" | "seed">;

function shared({ now, seed }: Half): Half {
  return { ...(now ? { now } : {}), ...(seed ? { seed } : {}) };
}

/** The AWS half; keys of the cluster's issuer are fetched at `issuerBaseUrl`, unless an issuer is given for it. */
export function startAwsHalf(options: SandboxOptions, issuerBaseUrl: string | null): Promise<AwsSandbox> {
  return startAws({
    port: options.awsPort,
    statePath: options.dir === null ? null : join(resolve(options.dir), "aws.json"),
    extraRoles: options.roles,
    issuers: issuersOf(options, issuerBaseUrl),
    ...(options.partition === undefined ? {} : { partition: options.partition }),
    ...shared(options),
  });
}

export function startTeleportHalf(
  options: SandboxOptions,
  awsEndpoint: string | null,
): Promise<TeleportSandbox> {
  return startTeleport({
    proxyPort: options.teleportPort,
    webPort: options.webPort,
    dir: options.dir === null ? null : join(resolve(options.dir), "teleport"),
    awsEndpoint,
    app: options.app ?? null,
    ...(options.serverVersion === undefined ? {} : { serverVersion: options.serverVersion }),
    ...shared(options),
  });
}

function issuersOf(options: SandboxOptions, issuerBaseUrl: string | null): ReadonlyMap<string, string> {
  const own = issuerBaseUrl === null ? [] : [[issuerUrl, issuerBaseUrl] as const];
  return new Map([...own, ...(options.issuers ?? [])]);
}

/** Starts both halves, each knowing the other. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const aws = await startAwsHalf(options, null);
  try {
    const teleport = await startTeleportHalf(options, aws.url);
    aws.setIssuers(issuersOf(options, teleport.issuerBaseUrl));
    return {
      env: { ...awsVariables(aws), ...teleportVariables(teleport) },
      aws,
      teleport,
      async close() {
        await teleport.close();
        await aws.close();
      },
    };
  } catch (error) {
    await aws.close();
    throw error;
  }
}
