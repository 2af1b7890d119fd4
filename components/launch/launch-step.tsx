"use client";

import { Download, ExternalLink } from "lucide-react";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import type { LaunchStepView } from "#lib/domain/enrollment/launch-views.ts";
import { matches } from "#components/access/access-choice.ts";
import { SearchField } from "#components/access/search-field.tsx";
import { countWords } from "#components/enrollment/number-words.ts";
import { accessReviewHref, stepHref } from "#components/enrollment/step-words.ts";
import { UntoldProblems } from "#components/problem/told-above.tsx";
import { buttonClasses, LinkButton } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LongList } from "#components/ui/long-list.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useAddressText } from "#components/ui/use-address-text.ts";
import { AuditLogNote } from "./launch-evidence.tsx";
import { LaunchTile } from "./launch-tile.tsx";
import { tileGroups } from "./tile-groups.ts";

const searchFrom = 8;

/** Step 6: every role that people may open, with the way into it. */
export function LaunchStep({ shell, view }: { shell: EnrollmentShellView; view: LaunchStepView }) {
  const { integration, account } = shell;
  const [search, setSearch] = useAddressText("q");
  const shown = view.tiles.filter((tile) => matches(search, tile.roleArn, account.displayName));
  const groups = tileGroups(shown);
  const problems = shell.steps.find(({ id }) => id === "launch")?.problems;

  return (
    <>
      {view.problem ? <UntoldProblems problems={[view.problem]} toldBy={problems} /> : null}
      <Notice state="off" title="A session lasts one hour at most">
        <p>{view.sessionLimit}</p>
        {view.signInUrl ? (
          <p className="mt-2.5">
            <a
              href={view.signInUrl}
              target="_blank"
              rel="noreferrer"
              aria-label="Sign in to Teleport, new tab"
              className={buttonClasses("plain", "small")}
            >
              Sign in to Teleport
              <ExternalLink className="size-3.5" aria-hidden />
            </a>
          </p>
        ) : null}
      </Notice>
      {view.tiles.length > 0 ? <AuditLogNote log={view.auditLog} /> : null}
      {view.tiles.length > 0 ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          {/* A refusal is a page: without `download` the browser shows it. */}
          <a href={accessReviewHref(integration)} className={buttonClasses("plain", "small")}>
            <Download className="size-3.5" aria-hidden />
            Download who can open what (CSV)
          </a>
          <span className="text-sm text-mute">For an access review: a row for each role and person.</span>
        </p>
      ) : null}
      {view.tiles.length >= searchFrom ? (
        <SearchField label="Search role, path, ARN or account" value={search} onChange={setSearch} />
      ) : null}
      {groups.map((group) => (
        <section
          key={group.id}
          aria-labelledby={`group-${group.id}`}
          className="min-w-0 overflow-hidden rounded-[10px] border border-line bg-card"
        >
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line px-4 py-2.5">
            <h2 id={`group-${group.id}`} className="font-medium">
              {group.title}
            </h2>
            <span className="text-sm text-mute">{countWords(group.tiles.length, "role")}</span>
          </div>
          <LongList
            label={`Roles: ${group.title}`}
            items={group.tiles}
            itemKey={(tile) => tile.roleArn}
            estimatedHeight={118}
            render={(tile) => (
              <LaunchTile
                integration={integration}
                tile={tile}
                account={account}
                isAuditLogRead={view.auditLog.readable}
              />
            )}
          />
        </section>
      ))}
      {view.tiles.length > 0 && groups.length === 0 ? (
        <p className="rounded-[10px] border border-dashed border-edge bg-card px-4 py-6 text-mute">
          No role matches “{search.trim()}”.
        </p>
      ) : null}
      {view.tiles.length === 0 && !view.problem ? (
        <EmptyState
          title="There is nothing to launch yet"
          action={
            <LinkButton look="primary" href={stepHref(integration, "trust")}>
              Go to step 3
            </LinkButton>
          }
        >
          A role appears here once it trusts the integration, or once an access role names it.
        </EmptyState>
      ) : null}
    </>
  );
}
