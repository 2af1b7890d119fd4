import { randomUUID } from "node:crypto";
import { createAws } from "#lib/aws/aws.ts";
import { readEndpointUrls } from "#lib/aws/endpoint-urls.ts";
import type { JournalEvent } from "#lib/domain/enrollment/run.ts";
import type { PlanScope } from "#lib/domain/enrollment/resource.ts";
import { createEngine, type Engine } from "#lib/enrollment/engine.ts";
import type { AwsPort, Clock, JournalPort, ResourceContext, TeleportPort } from "#lib/enrollment/ports.ts";
import { openJournal, type OpenJournal } from "#lib/journal/journal.ts";
import { resourceHandlers } from "#lib/resources/index.ts";
import { createTeleport } from "#lib/teleport/teleport.ts";

export interface CoreOptions {
  /** As the sandbox writes it; AWS keys and endpoints come from the process's own environment. */
  env: Record<string, string>;
  dataDir: string;
  /** PostgreSQL; without it the journal is a file in `dataDir`. */
  databaseUrl?: string;
  clock: Clock;
  owner: string;
  /** Of the clients' back-offs, in [0, 1). */
  random?: () => number;
  /** Called after each event is journaled and before the engine goes on. */
  onJournaled?: (event: JournalEvent) => Promise<void>;
}

/** The app without its pages: everything that `lib/server/container.ts` wires, on a clock of the test's. */
export interface AppCore extends OpenJournal {
  aws: AwsPort;
  teleport: TeleportPort;
  engine: Engine;
  clock: Clock;
}

const journalKey = Buffer.from("a-key-for-tests-that-is-long-enough");

function listening(journal: JournalPort, onJournaled: CoreOptions["onJournaled"]): JournalPort {
  if (onJournaled === undefined) return journal;
  return {
    ...journal,
    append: async (event) => {
      const entry = await journal.append(event);
      await onJournaled(event);
      return entry;
    },
  };
}

export async function openCore(options: CoreOptions): Promise<AppCore> {
  const { env, dataDir, clock, owner, random } = options;
  const location = options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl };
  const opened = await openJournal({ dataDir, ...location, journalKey, clock, owner });
  const database = { ...opened, journal: listening(opened.journal, options.onJournaled) };
  const region = env["AWS_REGION"] ?? "us-east-1";
  const jitter = random === undefined ? {} : { random };
  const aws = createAws({ region, endpointUrls: await readEndpointUrls(region), clock, ...jitter });
  const teleport = createTeleport({
    proxyAddress: env["TELEPORT_PROXY"] ?? "",
    identityFile: env["TELEPORT_IDENTITY_FILE"] ?? "",
    caFile: env["TELEPORT_CA_FILE"] ?? "",
    webUrl: env["TELEPORT_WEB_URL"] ?? "",
    clock,
    ...jitter,
  });
  const context = async (scope: PlanScope): Promise<ResourceContext> => {
    const profile = await database.accounts.find(scope.accountId);
    const account = aws.account({
      accountId: scope.accountId,
      partition: scope.partition,
      accessRoleArn: profile?.accessRoleArn ?? null,
      externalId: profile?.externalId ?? null,
    });
    return { scope, aws: account, teleport };
  };
  const engine = createEngine({
    ...database,
    clock,
    owner,
    handlers: resourceHandlers,
    context,
    newId: () => randomUUID(),
  });
  return {
    ...database,
    aws,
    teleport,
    engine,
    clock,
    async close() {
      await engine.idle();
      teleport.close();
      await database.close();
    },
  };
}
