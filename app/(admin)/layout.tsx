import type { ReactNode } from "react";
import { headerView } from "#lib/server/queries.ts";
import { Header } from "#components/shell/header.tsx";
import { SignOut } from "#components/shell/sign-out.tsx";
import { signOut } from "../sign-in/actions.ts";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <Header view={await headerView()} signOut={<SignOut signOut={signOut} />} />
      {children}
    </div>
  );
}
