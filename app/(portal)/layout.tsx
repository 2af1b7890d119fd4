import type { ReactNode } from "react";
import { portalFrame } from "#lib/server/portal.ts";
import { Header } from "#components/shell/header.tsx";
import { Leave } from "../leave.tsx";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { header, viewer } = await portalFrame();
  return (
    <div className="flex min-h-dvh flex-col">
      {/* With the cookies of whoever is signed in: behind Teleport nothing is served without. */}
      <link rel="manifest" href="/manifest.webmanifest" crossOrigin="use-credentials" />
      <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
      <Header view={header} isAdmin={viewer.admin} home="/" signOut={<Leave />} />
      {children}
    </div>
  );
}
