import { notFound } from "next/navigation";
import { runView } from "#lib/server/queries.ts";
import { UnreadRun } from "#components/enrollment/unread-run.tsx";
import { RunScreen } from "#components/enrollment/run-screen.tsx";
import { applyPlan, continueRun, prepareUndo } from "../../../../../actions/enrollment.ts";
import { decode, integrationOf } from "../../params.ts";

const actions = { applyPlan, continueRun, prepareUndo };

export default async function RunPage({ params }: { params: Promise<{ integration: string; id: string }> }) {
  const integration = await integrationOf(params);
  const view = await runView(integration, decode((await params).id));
  if (view === null) notFound();
  if ("unread" in view) return <UnreadRun view={view} />;
  return <RunScreen key={view.id} view={view} actions={actions} />;
}
