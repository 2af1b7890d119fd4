import { Code, ConnectError } from "@connectrpc/connect";
import { createAws } from "#lib/aws/aws.ts";
import { readEndpointUrls } from "#lib/aws/endpoint-urls.ts";
import { AppError } from "#lib/domain/errors.ts";
import { openJournal } from "#lib/journal/journal.ts";
import { censorStandardError } from "#lib/server/censored-stderr.ts";
import { systemClock } from "#lib/server/clock.ts";
import { config } from "#lib/server/config.ts";
import { log } from "#lib/server/log.ts";
import { mapGrpcError } from "#lib/teleport/grpc-error.ts";

/* Meets the errors of all that the app talks to, with secrets in them; logs each and prints its problem. */

censorStandardError();
const { DATABASE_URL = "", DATA_DIR, JOURNAL_KEY = "" } = config();
const { ASSERTION = "", PRIVATE_KEY = "" } = process.env;

async function fromAws(): Promise<unknown> {
  const endpointUrls = await readEndpointUrls("us-east-1");
  return await createAws({ region: "us-east-1", endpointUrls, clock: systemClock }).identity();
}

function fromTeleport(): Promise<never> {
  const metadata = { "teleport-jwt-assertion": ASSERTION };
  const error = new ConnectError(`the token ${ASSERTION} is not valid`, Code.InvalidArgument, metadata);
  const peer = { address: { host: "127.0.0.1", port: 1 }, userName: "bot-aws-access" };
  throw mapGrpcError(
    error,
    { verb: "list", kind: "role", name: "" },
    peer as Parameters<typeof mapGrpcError>[2],
  );
}

async function fromDatabase(databaseUrl: string): Promise<unknown> {
  const journalKey = Buffer.from(JOURNAL_KEY);
  return await openJournal({ dataDir: DATA_DIR, journalKey, clock: systemClock, owner: "test", databaseUrl });
}

/** What the framework does with an error that no page has caught. */
function uncaught(error: unknown): void {
  console.error(error);
}

const meetings: Record<string, () => unknown> = {
  aws: fromAws,
  teleport: fromTeleport,
  database: () => fromDatabase(DATABASE_URL),
  "database address": () => fromDatabase(DATABASE_URL.replace("@", "#@")),
  "unforeseen error": () => {
    const details = { url: new URL(DATABASE_URL), env: process.env, key: PRIVATE_KEY };
    throw Object.assign(new Error(`unforeseen, with ${PRIVATE_KEY} and ${DATABASE_URL}`), details);
  },
};

for (const [what, meet] of Object.entries(meetings)) {
  try {
    await meet();
    console.log(`${what}: no error`);
  } catch (error) {
    log.error({ err: error, what }, `met: ${what}`);
    uncaught(error);
    console.log(`${what}: ${error instanceof AppError ? JSON.stringify(error.problem) : "unforeseen"}`);
  }
}
