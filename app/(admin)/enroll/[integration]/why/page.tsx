import { whyView } from "#lib/server/why.ts";
import { ReadingNow } from "#components/enrollment/reading-now.tsx";
import { WhyPage } from "#components/why/why-page.tsx";
import { WhySkeleton } from "#components/why/why-skeleton.tsx";
import { refresh } from "../../../../actions/enrollment.ts";
import { integrationOf, type EnrollmentParams } from "../params.ts";

type Query = Promise<Record<string, string | string[] | undefined>>;

export default async function Why({
  params,
  searchParams,
}: {
  params: EnrollmentParams;
  searchParams: Query;
}) {
  const integration = await integrationOf(params);
  const query = await searchParams;
  const given = { user: textOf(query["user"]), role: textOf(query["role"]) };
  const view = await whyView(integration, given);
  if (view === "unread") {
    return (
      <ReadingNow read={refresh} input={{ integration }}>
        <WhySkeleton />
      </ReadingNow>
    );
  }
  // Another question is another page: its fields begin with what that asks.
  return <WhyPage key={JSON.stringify(view.given)} view={view} refresh={refresh} />;
}

function textOf(value: string | string[] | undefined): string {
  return typeof value === "string" ? value.slice(0, 2048) : "";
}
