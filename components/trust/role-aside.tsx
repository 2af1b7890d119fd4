"use client";

import { ExternalLink, X } from "lucide-react";
import Link from "next/link";
import type { Ref } from "react";
import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import { Exact } from "#components/ui/code-block.tsx";
import { RoleDetail } from "./role-detail.tsx";
import { roleHref } from "./role-state.ts";
import type { ConditionActions, TrustActions } from "./trust-actions.ts";
import { useRoleDetail } from "./use-role-detail.ts";

interface RoleAsideProps {
  integration: string;
  row: TrustRowView;
  readAt: string;
  actions: ConditionActions & Pick<TrustActions, "openRole">;
  onClose: () => void;
  headingRef: Ref<HTMLHeadingElement>;
}

const iconButton = "grid size-8 place-items-center rounded-lg text-mute hover:bg-soft hover:text-ink";

/** The open role, beside the table. */
export function RoleAside({ integration, row, readAt, actions, onClose, headingRef }: RoleAsideProps) {
  const { answer, retry, replace } = useRoleDetail(integration, row.arn, readAt, actions.openRole);
  return (
    <>
      <div className="mb-3 flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 ref={headingRef} tabIndex={-1} className="font-medium break-words outline-none">
            {row.name}
          </h2>
          <p className="text-sm text-mute">
            <Exact text={row.arn} what={`the ARN of ${row.name}`} />
          </p>
        </div>
        <Link
          href={roleHref(integration, row.arn)}
          aria-label={`Open ${row.name} as a page of its own`}
          title="Open as a page of its own"
          className={iconButton}
        >
          <ExternalLink className="size-4" aria-hidden />
        </Link>
        <button
          type="button"
          aria-label="Close"
          title="Close (Escape)"
          onClick={onClose}
          className={iconButton}
        >
          <X className="size-4" aria-hidden />
        </button>
      </div>
      {/* Another role begins with its first tab again. */}
      <RoleDetail
        key={row.arn}
        integration={integration}
        row={row}
        answer={answer}
        onRetry={retry}
        actions={actions}
        onJudged={replace}
      />
    </>
  );
}
