import { FlaskConical, Server } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { HeaderView } from "#lib/domain/enrollment/views.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { KeptFocus } from "./kept-focus.tsx";
import { MainNav } from "./main-nav.tsx";

/** Stands on every page: where we are, as whom, and what is not as usual. */
export function Header({
  view,
  signOut,
  isAdmin = true,
  home = "/enroll",
}: {
  view: HeaderView;
  signOut: ReactNode;
  /** Admins find the way to the enrollments. */
  isAdmin?: boolean;
  /** Where the name of the app leads. */
  home?: "/" | "/enroll";
}) {
  return (
    <>
      <KeptFocus />
      <a
        href="#content"
        className="sr-only rounded-lg bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-20"
      >
        Skip to the content
      </a>
      <header className="border-b border-line bg-card">
        <div className="flex min-h-13 flex-wrap items-center gap-x-5 gap-y-1 px-4 py-2 sm:px-6">
          <Link href={home} prefetch={false} className="rounded-sm font-bold tracking-tight">
            AWS Access
          </Link>
          <MainNav isAdmin={isAdmin} />
          <div className="ml-auto flex min-w-0 items-center justify-end gap-x-3">
            {view.sandbox ? (
              <Chip tone="warn">
                <FlaskConical className="size-3.5" aria-hidden />
                Sandbox
              </Chip>
            ) : null}
            {view.cluster === null ? null : (
              <Chip>
                <Server className="size-3.5 shrink-0 text-mute" aria-hidden />
                <span className="sr-only">Cluster: </span>
                <span className="truncate">{view.cluster}</span>
              </Chip>
            )}
            <span className="flex shrink-0 items-center gap-x-2 whitespace-nowrap text-mute">
              <span className="sr-only">Signed in as </span>
              {view.user}
              {signOut}
            </span>
          </div>
        </div>
        {view.overriddenEndpoints.length > 0 ? (
          <p className="border-t border-line bg-soft px-4 py-1.5 text-sm text-mute sm:px-6">
            Not the usual endpoints:{" "}
            {view.overriddenEndpoints.map((endpoint, at) => (
              <span key={endpoint.what}>
                {at > 0 ? " · " : ""}
                {endpoint.what} <code className="font-mono break-all">{endpoint.address}</code>
              </span>
            ))}
          </p>
        ) : null}
      </header>
      {view.notices.length > 0 ? (
        <section aria-label="Notices" className="space-y-2.5 border-b border-line px-4 py-3 sm:px-6">
          {view.notices.map((notice) => (
            <ProblemNote key={notice.code + notice.what} problem={notice} tone="warn" />
          ))}
        </section>
      ) : null}
    </>
  );
}
