import type { Home } from "#lib/domain/enrollment/home.ts";
import { isOfOneRun, type RecordDeps } from "./written-record.ts";

/** Runs further back than this tell no more than these. */
const runsAtMost = 20;

/** Where an enrollment was that neither Teleport nor a draft knows any more: the newest of its runs that can be read tells. */
export async function formerHome({ journal, engine }: RecordDeps, integration: string): Promise<Home | null> {
  let unread: unknown = null;
  for (const id of await journal.runs({ integration, limit: runsAtMost })) {
    try {
      const run = await engine.run(id);
      if (run === null) continue;
      const { accountId, partition, integrationRoleArn } = run.plan.scope;
      return { accountId, partition, integrationRoleArn };
    } catch (error) {
      if (!isOfOneRun(error)) throw error;
      unread = error;
    }
  }
  if (unread !== null) throw unread;
  return null;
}
