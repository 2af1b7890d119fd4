import type { ReactNode } from "react";
import { portalFrame } from "#lib/server/portal.ts";
import { Header } from "#components/shell/header.tsx";
import { SignOut } from "#components/shell/sign-out.tsx";
import { signOut } from "../sign-in/actions.ts";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { header, isAdmin } = await portalFrame();
  return (
    <div className="flex min-h-dvh flex-col">
      {/* With the cookies of whoever is signed in: behind Teleport nothing is served without. */}
      <link rel="manifest" href="/manifest.webmanifest" crossOrigin="use-credentials" />
      <Header view={header} isAdmin={isAdmin} home="/" signOut={<SignOut signOut={signOut} />} />
      {children}
    </div>
  );
}
