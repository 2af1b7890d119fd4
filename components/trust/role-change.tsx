import type { ReactNode } from "react";
import type { DiffView, RoleDetailView } from "#lib/domain/enrollment/views.ts";
import { ByHandPanel } from "#components/enrollment/by-hand-panel.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { DiffBlock } from "#components/ui/diff-block.tsx";
import { DownloadButton } from "#components/ui/download-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { managerNames } from "./role-state.ts";

/** The role itself stands above all of them. */
function OneDiff({ diff, roleName }: { diff: DiffView; roleName: string }) {
  return (
    <div>
      <h3 className="mb-1.5 text-sm text-mute">
        {diff.title.replace(` of ${roleName}`, "")}
        {diff.note ? ` · ${diff.note}` : ""}
      </h3>
      <DiffBlock label={`Change: ${diff.title}`} lines={diff.lines} />
    </div>
  );
}

/** What would be written to this role, or why nothing is. */
export function RoleChange({ detail, children }: { detail: RoleDetailView; children?: ReactNode }) {
  const { row, diffs, blocked, ownerSnippet, sizeNote } = detail;
  const noted = diffs.some((diff) => diff.note !== null);
  return (
    <div className="space-y-4">
      {blocked ? (
        <Notice state={row.modifiable.state === "off" ? "off" : "bad"} title="This role can’t be chosen">
          {blocked.words}
        </Notice>
      ) : null}
      {blocked?.mendedDocument ? (
        <div>
          <p className="mb-1.5">
            This is the trust policy without the deleted principal. The app does not write it: whoever owns
            the role puts it in, then this role can be chosen.
          </p>
          <CodeBlock
            code={blocked.mendedDocument}
            label={`${row.name}-trust.json`}
            actions={<DownloadButton text={blocked.mendedDocument} fileName={`${row.name}-trust.json`} />}
          />
        </div>
      ) : null}
      {ownerSnippet ? (
        <section aria-labelledby="owner-title" className="space-y-2.5">
          <h3 id="owner-title" className="font-medium">
            {row.managedBy
              ? `For whoever keeps this role in ${managerNames[row.managedBy]}`
              : "For the owner of this role"}
          </h3>
          <ByHandPanel byHand={ownerSnippet} label="Snippet for the owner" />
        </section>
      ) : null}
      {children}
      {row.cautions.length > 0 ? (
        <Notice state="warn" title="Asks for your confirmation">
          <ul className="space-y-1">
            {row.cautions.map((caution) => (
              <li key={caution.code} className="break-words">
                {caution.words}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {diffs.map((diff) => (
        <OneDiff key={diff.key} diff={diff} roleName={row.name} />
      ))}
      {sizeNote && !noted && !blocked ? <p className="text-sm text-mute">{sizeNote}</p> : null}
      {diffs.length > 0 ? (
        <p className="rounded-lg border border-line px-3 py-2.5 text-sm text-mute">
          Undo puts this document back as it was, and keeps what others change meanwhile.
        </p>
      ) : null}
      {diffs.length === 0 && !blocked && !ownerSnippet ? (
        <Notice state={row.filter === "ready" ? "ok" : "off"} title="Nothing to change here">
          {row.says}
        </Notice>
      ) : null}
    </div>
  );
}
