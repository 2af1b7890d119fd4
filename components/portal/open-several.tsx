"use client";

import type { PortalView } from "#lib/domain/portal/view.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Portal } from "./portal.tsx";

interface OpenSeveralProps {
  view: PortalView;
  account: string;
  roleName: string;
}

/** A link that names several roles launches none of them: the list, filtered. */
export function OpenSeveral({ view, account, roleName }: OpenSeveralProps) {
  return (
    <Portal view={view} usualSearch={`${account} ${roleName}`}>
      <Notice state="warn" title="The link names several roles">
        <p>
          “{account}” and “{roleName}” match more than one role of yours. Choose the one that you mean.
        </p>
      </Notice>
    </Portal>
  );
}
