import { runListView } from "#lib/server/queries.ts";
import { RunList } from "#components/enrollment/run-list.tsx";
import { integrationOf, type EnrollmentParams } from "../params.ts";

export default async function RunsPage({ params }: { params: EnrollmentParams }) {
  const integration = await integrationOf(params);
  return <RunList integration={integration} runs={await runListView(integration)} />;
}
