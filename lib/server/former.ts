import "server-only";
import type { FormerEnrollment } from "#lib/domain/enrollment/overview.ts";
import { remainsOf } from "#lib/domain/enrollment/offboard/remains.ts";
import { writtenRecord } from "#lib/enrollment/written-record.ts";
import { container } from "./container.ts";
import { log } from "./log.ts";

/** Enrollments of which only the journal tells: all that it knows but those of these names. */
export async function formerEnrollments(known: ReadonlySet<string>): Promise<readonly FormerEnrollment[]> {
  const opened = await container();
  const gone = (await opened.journal.enrollments()).filter(({ integration }) => !known.has(integration));
  const accounts = [...new Set(gone.map(({ accountId }) => accountId))];
  const records = new Map(
    await Promise.all(
      accounts.map(async (accountId) => {
        const unread: string[] = [];
        const record = await writtenRecord(opened, accountId, (runId, error) => {
          unread.push(runId);
          log.warn({ err: error, runId }, "a run could not be read to tell what is left of it");
        });
        return [accountId, { record, unreadRuns: unread.length }] as const;
      }),
    ),
  );
  return gone.flatMap(({ integration, accountId }) => {
    const ofAccount = records.get(accountId);
    if (ofAccount === undefined) return [];
    const { record, unreadRuns } = ofAccount;
    return [{ integration, accountId, remains: remainsOf(record, integration), unreadRuns }];
  });
}
