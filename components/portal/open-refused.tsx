import type { PortalView } from "#lib/domain/portal/view.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { EmptyPortal } from "./empty-portal.tsx";
import { FindShortcut } from "./find-shortcut.tsx";
import { ViewAsBar } from "./view-as-bar.tsx";

interface OpenRefusedProps {
  view: PortalView;
  account: string;
  roleName: string;
}

/** The link names nothing that this person may open. Whether it exists at all is not said. */
export function OpenRefused({ view, account, roleName }: OpenRefusedProps) {
  return (
    <>
      {view.viewAs ? <ViewAsBar user={view.user} viewer={view.viewAs.viewer} /> : null}
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-150 space-y-4 px-4 py-10 outline-none sm:px-6"
      >
        <FindShortcut />
        <PageTitle
          title="This role is not given to you"
          lead={
            <>
              The link names the role <strong className="font-medium break-words">{roleName}</strong> in the
              account <strong className="font-medium break-words">{account}</strong>. Teleport was asked just
              now: there is no such role among those that {view.user} may open.
            </>
          }
        />
        <p>
          If you had it before, it was taken away or is named otherwise now. Ask whoever sent you the link, or
          whoever manages access to AWS in your organisation. New roles count from your next sign-in to
          Teleport.
        </p>
        {view.emptiness ? <EmptyPortal emptiness={view.emptiness} /> : null}
        <LinkButton href={view.viewAs ? `/?as=${encodeURIComponent(view.user)}` : "/"} prefetch={false}>
          To my roles
        </LinkButton>
      </main>
    </>
  );
}
