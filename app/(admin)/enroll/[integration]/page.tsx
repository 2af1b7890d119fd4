import { notFound, redirect } from "next/navigation";
import { shellView } from "#lib/server/queries.ts";
import { stepHref } from "#components/enrollment/step-words.ts";
import { integrationOf, type EnrollmentParams } from "./params.ts";

/** Leads to the first step that is not done. */
export default async function EnrollmentPage({ params }: { params: EnrollmentParams }) {
  const integration = await integrationOf(params);
  const shell = await shellView(integration);
  if (shell === null) notFound();
  if (shell === "unread") return null;
  redirect(stepHref(integration, shell.steps.find(({ status }) => status !== "done")?.id ?? "launch"));
}
