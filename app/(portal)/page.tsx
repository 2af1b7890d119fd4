import type { Metadata } from "next";
import { portalPage } from "#lib/server/portal.ts";
import { PortalFailed } from "#components/portal/portal-failed.tsx";
import { PortalHome } from "#components/portal/portal-home.tsx";
import { UserChoice } from "#components/portal/user-choice.tsx";
import { firstValue, type Query } from "../query.ts";

export const metadata: Metadata = { title: "My roles" };

export default async function PortalPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await portalPage(firstValue(query["as"]));
  switch (page.kind) {
    case "portal":
      return <PortalHome key={page.view.user} view={page.view} />;
    case "choice":
      return <UserChoice view={page.view} />;
    case "failed":
      return <PortalFailed problem={page.problem} />;
  }
}
