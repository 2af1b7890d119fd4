import "server-only";
import type { FormerEnrollment } from "#lib/domain/enrollment/overview.ts";
import { remainsOf } from "#lib/domain/enrollment/offboard/remains.ts";
import { writtenRecord } from "#lib/enrollment/written-record.ts";
import { container } from "./container.ts";
import { log } from "./log.ts";

type Gone = Pick<FormerEnrollment, "integration" | "accountId">;

/** What was said of an account's former enrollments, and up to where its journal had been read for it. */
interface Said {
  position: number;
  former: ReadonlyMap<string, FormerEnrollment>;
}

const holder = globalThis as { awsAccessFormer?: Map<string, Said> };
// Journal and process go together: the bundles of the framework share one process, not one module.
const said = (holder.awsAccessFormer ??= new Map());

/** Enrollments of which only the journal tells: all that it knows but those of these names. */
export async function formerEnrollments(known: ReadonlySet<string>): Promise<readonly FormerEnrollment[]> {
  const { journal } = await container();
  const gone = (await journal.enrollments()).filter(({ integration }) => !known.has(integration));
  const byAccount = Map.groupBy(gone, ({ accountId }) => accountId);
  const read = await Promise.all(
    [...byAccount].map(([accountId, ofAccount]) => readOf(accountId, ofAccount)),
  );
  const found = new Map(read.map(({ accountId, former }) => [accountId, former]));
  return gone.flatMap(({ integration, accountId }) => found.get(accountId)?.get(integration) ?? []);
}

/** An account's record may be long: it is read again only where something was written since. */
async function readOf(accountId: string, gone: readonly Gone[]) {
  const opened = await container();
  const position = await opened.journal.lastPosition(accountId);
  const last = said.get(accountId);
  if (last?.position === position && gone.every(({ integration }) => last.former.has(integration))) {
    return { accountId, former: last.former };
  }
  const unread: string[] = [];
  const record = await writtenRecord(opened, accountId, (runId, error) => {
    unread.push(runId);
    log.warn({ err: error, runId }, "a run could not be read to tell what is left of it");
  });
  const former = new Map(
    gone.map(({ integration }) => [
      integration,
      { integration, accountId, remains: remainsOf(record, integration), unreadRuns: unread.length },
    ]),
  );
  said.set(accountId, { position, former });
  return { accountId, former };
}
