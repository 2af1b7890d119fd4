import type { ReactNode } from "react";
import { headerView } from "#lib/server/queries.ts";
import { requireAdmin } from "#lib/server/viewer.ts";
import { FindShortcut } from "#components/portal/find-shortcut.tsx";
import { Header } from "#components/shell/header.tsx";
import { SignOut } from "#components/shell/sign-out.tsx";
import { TeleportSignOut } from "#components/shell/teleport-sign-out.tsx";
import { signOut } from "../sign-in/actions.ts";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { source } = await requireAdmin();
  const leave = source === "teleport" ? <TeleportSignOut /> : <SignOut signOut={signOut} />;
  return (
    <div className="flex min-h-dvh flex-col">
      <Header view={await headerView()} signOut={leave} />
      <FindShortcut />
      {children}
    </div>
  );
}
