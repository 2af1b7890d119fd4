import { notFound } from "next/navigation";
import { roleDetailView, shellView } from "#lib/server/queries.ts";
import { ReadingNow } from "#components/enrollment/reading-now.tsx";
import { MissingRole } from "#components/trust/missing-role.tsx";
import { RolePage } from "#components/trust/role-page.tsx";
import { RolePageSkeleton } from "#components/trust/role-page-skeleton.tsx";
import { acceptCondition, refresh, withdrawAcceptance } from "../../../../../actions/enrollment.ts";
import { firstValue, type Query } from "../../../../../query.ts";
import { decode, integrationOf } from "../../params.ts";
import { stepActions } from "../../step-page.tsx";

type RoleParams = Promise<{ integration: string; role: string }>;

const actions = { ...stepActions, acceptCondition, withdrawAcceptance };

export async function generateMetadata({ params }: { params: RoleParams }) {
  const arn = decode((await params).role);
  return { title: arn.slice(arn.lastIndexOf("/") + 1) };
}

interface RolePageProps {
  params: RoleParams;
  searchParams: Promise<Query>;
}

export default async function RoleDetailPage({ params, searchParams }: RolePageProps) {
  const integration = await integrationOf(params);
  const roleArn = decode((await params).role);
  const before = firstValue((await searchParams)["before"]);
  const [shell, detail] = await Promise.all([
    shellView(integration),
    roleDetailView(integration, roleArn, before),
  ]);
  if (shell === null) notFound();
  if (shell === "unread" || detail === "unread") {
    return (
      <ReadingNow read={refresh} input={{ integration }}>
        <RolePageSkeleton />
      </ReadingNow>
    );
  }
  if (detail === null) {
    return <MissingRole shell={shell} roleArn={roleArn} refresh={refresh} />;
  }
  return <RolePage key={roleArn} shell={shell} detail={detail} actions={actions} />;
}
