import type { ReactNode } from "react";
import { headerView } from "#lib/server/queries.ts";
import { FindShortcut } from "#components/portal/find-shortcut.tsx";
import { Header } from "#components/shell/header.tsx";
import { Leave } from "../leave.tsx";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <Header view={await headerView()} signOut={<Leave />} />
      <FindShortcut />
      {children}
    </div>
  );
}
