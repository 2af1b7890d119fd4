import { runListView } from "#lib/server/queries.ts";
import { RunList } from "#components/enrollment/run-list.tsx";
import { firstValue, type Query } from "../../../../query.ts";
import { integrationOf, type EnrollmentParams } from "../params.ts";

interface RunsPageProps {
  params: EnrollmentParams;
  searchParams: Promise<Query>;
}

export default async function RunsPage({ params, searchParams }: RunsPageProps) {
  const integration = await integrationOf(params);
  const before = firstValue((await searchParams)["before"]);
  return <RunList integration={integration} view={await runListView(integration, { before })} />;
}
