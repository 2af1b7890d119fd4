"use client";

import { ExternalLink } from "lucide-react";
import { shortTeleportSession } from "#lib/domain/portal/session.ts";
import type { PortalView } from "#lib/domain/portal/view.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { buttonClasses } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useNow } from "#components/ui/relative-time.tsx";
import { useInBrowser } from "./use-in-browser.ts";

/** What keeps launches from working, before anybody tries. */
export function PortalNotices({ view }: { view: PortalView }) {
  // Server and browser may stand at the two sides of a full minute.
  const inBrowser = useInBrowser();
  return (
    <>
      {inBrowser && view.sessionEndsAt ? (
        <ShortSession sessionEndsAtMs={Date.parse(view.sessionEndsAt)} webUrl={view.cluster.webUrl} />
      ) : null}
      {view.problem ? <ProblemNote problem={view.problem} tone="warn" /> : null}
      {view.warnings.map((warning) => (
        <Notice key={warning} state="warn" title={warning} />
      ))}
    </>
  );
}

function ShortSession({ sessionEndsAtMs, webUrl }: { sessionEndsAtMs: number; webUrl: string }) {
  const short = shortTeleportSession(sessionEndsAtMs, useNow());
  if (!short) return null;
  const title =
    short.leftMin > 0
      ? `Your Teleport session ends in ${short.leftMin} min`
      : "Your Teleport session is about to end";
  return (
    <Notice state="warn" title={title} live>
      <p>In the last 15 minutes Teleport refuses to open consoles. Sign in again first.</p>
      <p className="mt-2.5">
        <a
          href={webUrl}
          target="_blank"
          rel="noreferrer"
          aria-label="Sign in to Teleport again, new tab"
          className={buttonClasses("primary", "small")}
        >
          Sign in to Teleport again
          <ExternalLink className="size-3.5" aria-hidden />
        </a>
      </p>
    </Notice>
  );
}
