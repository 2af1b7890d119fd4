import type { Home } from "#lib/domain/enrollment/home.ts";
import type { RecordDeps } from "./written-record.ts";

/** Where an enrollment was that neither Teleport nor a draft knows any more: its last run tells. */
export async function formerHome({ journal, engine }: RecordDeps, integration: string): Promise<Home | null> {
  const [newest] = await journal.runs({ integration, limit: 1 });
  const run = newest === undefined ? null : await engine.run(newest);
  if (run === null) return null;
  const { accountId, partition, integrationRoleArn } = run.plan.scope;
  return { accountId, partition, integrationRoleArn };
}
