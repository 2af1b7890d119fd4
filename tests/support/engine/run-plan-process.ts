import { createAws } from "#lib/aws/aws.ts";
import { createEngine } from "#lib/enrollment/engine.ts";
import type { Clock } from "#lib/enrollment/ports.ts";
import { openJournal } from "#lib/journal/journal.ts";
import { resourceHandlers } from "#lib/resources/index.ts";
import { MemoryTeleport } from "../ports/memory-teleport.ts";

/*
 * A process that applies one plan, to be killed: real journal, real AWS client, real time. Its arguments: the
 * database, the journal's key, AWS's address, the plan. AWS credentials come from the environment.
 */
interface Arguments {
  location: { dataDir: string; databaseUrl?: string };
  journalKey: string;
  awsUrl: string;
  planId: string;
}

const { location, journalKey, awsUrl, planId } = JSON.parse(process.argv[2] ?? "") as Arguments;
const clock: Clock = {
  now: () => new Date(),
  sleep: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)),
};
const owner = `child-${process.pid}`;
const open = await openJournal({ ...location, journalKey: Buffer.from(journalKey), clock, owner });
const aws = createAws({
  region: "us-east-1",
  endpointUrls: { iam: awsUrl, sts: awsUrl },
  clock,
});
let ids = 0;
const engine = createEngine({
  ...open,
  clock,
  owner,
  handlers: resourceHandlers,
  context: (scope) =>
    Promise.resolve({
      scope,
      aws: aws.account({ ...scope, accessRoleArn: null, externalId: null }),
      teleport: new MemoryTeleport(scope.accountId),
    }),
  newId: () => `${owner}-${(ids += 1)}`,
});
const { runId } = await engine.apply(planId, "alice");
process.stdout.write(`${runId}\n`);
await engine.idle();
await open.close();
