import type { ReactNode } from "react";
import { headerView } from "#lib/server/queries.ts";
import { FindShortcut } from "#components/portal/find-shortcut.tsx";
import { ToldAbove } from "#components/problem/told-above.tsx";
import { Header } from "#components/shell/header.tsx";
import { Leave } from "../leave.tsx";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const view = await headerView();
  return (
    <div className="flex min-h-dvh flex-col">
      <Header view={view} signOut={<Leave />} />
      <FindShortcut />
      <ToldAbove problems={view.notices}>{children}</ToldAbove>
    </div>
  );
}
