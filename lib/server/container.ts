import "server-only";
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { createAws } from "#lib/aws/aws.ts";
import { readEndpointUrls } from "#lib/aws/endpoint-urls.ts";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import type { PlanScope } from "#lib/domain/enrollment/resource.ts";
import { createEngine, type Engine } from "#lib/enrollment/engine.ts";
import type {
  AccountStore,
  AwsPort,
  DraftStore,
  ExternalIdStore,
  JournalPort,
  LeasePort,
  ResourceContext,
  RoleListStore,
  TeleportPort,
} from "#lib/enrollment/ports.ts";
import { journalKeyFrom, openJournal } from "#lib/journal/journal.ts";
import { resourceHandlers } from "#lib/resources/index.ts";
import { createTeleport } from "#lib/teleport/teleport.ts";
import { systemClock } from "./clock.ts";
import { config } from "./config.ts";
import { log } from "./log.ts";
import { missingTeleport } from "./missing-teleport.ts";

/** Everything that a request needs, wired once per process. */
export interface Container {
  aws: AwsPort;
  teleport: TeleportPort;
  journal: JournalPort;
  drafts: DraftStore;
  accounts: AccountStore;
  externalIds: ExternalIdStore;
  roleLists: RoleListStore;
  lease: LeasePort;
  engine: Engine;
  /** Parts of the configuration that are missing: shown on every page. */
  missing: readonly Problem[];
  /** What the Teleport identity file alone says, at this moment; null: nothing is wrong with it. */
  identityFileProblem(): Promise<Problem | null>;
}

async function build(): Promise<Container> {
  const settings = config();
  const dataDir = resolve(settings.DATA_DIR);
  // Shown to whoever meets its lock, maybe on another machine.
  const owner = `process ${process.pid} on ${hostname()} (${randomUUID().slice(0, 8)})`;
  const database = await openJournal({
    dataDir,
    journalKey: journalKeyFrom(dataDir, settings.JOURNAL_KEY),
    clock: systemClock,
    owner,
    onlyProcess: settings.DATA_DIR_CLAIMED === "1",
    ...(settings.DATABASE_URL ? { databaseUrl: settings.DATABASE_URL } : {}),
  });
  const region = settings.AWS_REGION ?? "us-east-1";
  const aws = createAws({ region, endpointUrls: await readEndpointUrls(region), clock: systemClock });
  const missing = missingTeleport(settings);
  const live =
    settings.TELEPORT_PROXY && settings.TELEPORT_IDENTITY_FILE
      ? createTeleport({
          proxyAddress: settings.TELEPORT_PROXY,
          identityFile: settings.TELEPORT_IDENTITY_FILE,
          ...(settings.TELEPORT_CA_FILE ? { caFile: settings.TELEPORT_CA_FILE } : {}),
          ...(settings.TELEPORT_WEB_URL ? { webUrl: settings.TELEPORT_WEB_URL } : {}),
          ...(settings.TELEPORT_AUTH_ADDRESS ? { directAuthAddress: settings.TELEPORT_AUTH_ADDRESS } : {}),
          clock: systemClock,
        })
      : null;
  const teleport = live ?? unconfigured(missing);
  const engine = createEngine({
    journal: database.journal,
    plans: database.plans,
    lease: database.lease,
    clock: systemClock,
    handlers: resourceHandlers,
    owner,
    context: async (scope) => await contextOf(scope, aws, teleport, database.accounts),
    newId: () => randomUUID(),
    log,
  });
  const identityFileProblem = async () => (live === null ? null : await live.identityFileProblem());
  return { aws, teleport, ...database, engine, missing, identityFileProblem };
}

async function contextOf(
  scope: PlanScope,
  aws: AwsPort,
  teleport: TeleportPort,
  accounts: AccountStore,
): Promise<ResourceContext> {
  const profile = await accounts.find(scope.accountId);
  const account = aws.account({
    accountId: scope.accountId,
    partition: scope.partition,
    accessRoleArn: profile?.accessRoleArn ?? null,
    externalId: profile?.externalId ?? null,
  });
  return { scope, aws: account, teleport };
}

/** Stands in for a cluster that nobody has configured: every call says what is missing. */
function unconfigured(missing: readonly Problem[]): TeleportPort {
  const problem = missing[0];
  return new Proxy({} as TeleportPort, {
    get: (_target, name) =>
      name === "then"
        ? undefined
        : async () => {
            throw problem ? new AppError(problem) : new Error("Teleport is not configured");
          },
  });
}

// Next may load this module more than once in one process: the container is kept outside of it.
const holder = globalThis as { awsAccessContainer?: Promise<Container> };

export async function container(): Promise<Container> {
  holder.awsAccessContainer ??= build();
  return await holder.awsAccessContainer;
}
