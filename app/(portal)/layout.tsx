import type { ReactNode } from "react";
import { portalFrame } from "#lib/server/portal.ts";
import { Header } from "#components/shell/header.tsx";
import { SignOut } from "#components/shell/sign-out.tsx";
import { TeleportSignOut } from "#components/shell/teleport-sign-out.tsx";
import { signOut } from "../sign-in/actions.ts";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { header, viewer } = await portalFrame();
  const leave = viewer.source === "teleport" ? <TeleportSignOut /> : <SignOut signOut={signOut} />;
  return (
    <div className="flex min-h-dvh flex-col">
      {/* With the cookies of whoever is signed in: behind Teleport nothing is served without. */}
      <link rel="manifest" href="/manifest.webmanifest" crossOrigin="use-credentials" />
      <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
      <Header view={header} isAdmin={viewer.admin} home="/" signOut={leave} />
      {children}
    </div>
  );
}
