"use client";

import { useRouter } from "next/navigation";
import { useDeferredValue, useEffect, useMemo, useRef, useState, type MouseEvent } from "react";
import { flushSync } from "react-dom";
import type { EnrollmentShellView, TrustRowView, TrustStepView } from "#lib/domain/enrollment/views.ts";
import { stepHref } from "#components/enrollment/step-words.ts";
import { ReadAt } from "#components/enrollment/read-at.tsx";
import { TakeAwayLink } from "#components/offboard/take-away-link.tsx";
import { UntoldProblems } from "#components/problem/told-above.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { NamedRoles } from "./named-roles.tsx";
import { RoleAside } from "./role-aside.tsx";
import { chosenRows } from "./role-choice.ts";
import { countFilters, filterRows, indexRows, searchRows } from "./role-search.ts";
import { roleHref } from "./role-state.ts";
import { RoleTable } from "./role-table.tsx";
import type { TrustActions } from "./trust-actions.ts";
import { TrustFooter } from "./trust-footer.tsx";
import { TrustFrame } from "./trust-frame.tsx";
import { useTrustMemory } from "./trust-memory.tsx";
import { NothingFound } from "./nothing-found.tsx";
import { TrustReview } from "./trust-review.tsx";
import { TrustToolbar } from "./trust-toolbar.tsx";
import { useTableKeys } from "./use-table-keys.ts";
import { useTrustQuery } from "./use-trust-query.ts";

interface TrustStepProps {
  shell: EnrollmentShellView;
  view: TrustStepView;
  actions: TrustActions;
}

/** From this width on the open role stands beside the table; below, it has a page of its own. */
const wideQuery = "(min-width: 80rem)";
const isWide = () => window.matchMedia(wideQuery).matches;

/** Step 3: all roles of the account, what each lacks, and the change that gives it. */
export function TrustStep({ shell, view, actions }: TrustStepProps) {
  const { integration } = shell;
  const router = useRouter();
  const { search, setSearch, filter: wanted, role, change } = useTrustQuery();
  const { chosen, setChosen } = useTrustMemory();
  const [reviewing, setReviewing] = useState<"changes" | "by-hand" | null>(null);
  const state = shell.steps.find(({ id }) => id === "trust");
  const searchField = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLDivElement>(null);
  const asideHeading = useRef<HTMLHeadingElement>(null);
  const focusAside = useRef(false);
  const reviewButton = useRef<HTMLButtonElement>(null);

  const sought = useDeferredValue(search);
  const index = useMemo(() => indexRows(view.rows), [view.rows]);
  const found = useMemo(() => searchRows(index, sought), [index, sought]);
  const counts = useMemo(() => countFilters(found), [found]);
  const filter = wanted ?? (view.counts.needsChange > 0 ? "needs-change" : "all");
  const shown = useMemo(() => filterRows(found, filter), [found, filter]);
  const chosenNow = useMemo(() => chosenRows(view.rows, chosen), [view.rows, chosen]);
  const openRow = role === null ? undefined : view.rows.find((row) => row.arn === role);

  useEffect(() => {
    if (role !== null && !isWide()) router.replace(roleHref(integration, role));
    if (!focusAside.current) return;
    focusAside.current = false;
    asideHeading.current?.focus();
  }, [integration, role, router]);

  const open = (row: TrustRowView, how: { event?: MouseEvent; byKeyboard: boolean }) => {
    const { event } = how;
    // The browser's own ways of opening a link stay as they are.
    if (event && (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0)) return;
    event?.preventDefault();
    if (!isWide()) {
      router.push(roleHref(integration, row.arn));
      return;
    }
    if (how.byKeyboard && row.arn === role) asideHeading.current?.focus();
    else focusAside.current = how.byKeyboard;
    change({ role: row.arn });
  };
  const close = () => {
    const inAside = asideHeading.current?.closest("aside")?.contains(document.activeElement) ?? false;
    change({ role: null });
    if (inAside) focusTable();
  };
  const focusTable = () => table.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus();
  const toTop = () => {
    if (table.current && table.current.getBoundingClientRect().top < 0) table.current.scrollIntoView();
  };
  useTableKeys(searchField, openRow ? close : null);

  const footer = reviewing ? null : (
    <TrustFooter
      chosen={chosenNow}
      onReview={() => setReviewing("changes")}
      onByHand={() => setReviewing("by-hand")}
      onClear={() => setChosen(new Set())}
      reviewRef={reviewButton}
    />
  );
  return (
    <TrustFrame
      shell={shell}
      refresh={actions.refresh}
      footer={view.rows.length > 0 ? footer : null}
      aside={
        openRow ? (
          <RoleAside
            integration={integration}
            row={openRow}
            readAt={shell.readAt}
            actions={actions}
            onClose={close}
            headingRef={asideHeading}
          />
        ) : null
      }
    >
      {reviewing ? (
        <TrustReview
          integration={integration}
          chosen={chosenNow}
          actions={actions}
          first={reviewing}
          onLeaveOut={(arns) => {
            const next = new Set(chosen);
            for (const arn of arns) next.delete(arn);
            setChosen(next);
          }}
          onBack={() => {
            flushSync(() => setReviewing(null));
            reviewButton.current?.focus();
          }}
        />
      ) : (
        <>
          {view.problem ? <UntoldProblems problems={[view.problem]} toldBy={state?.problems} /> : null}
          {view.named ? (
            <NamedRoles
              integration={integration}
              integrationRoleArn={shell.integrationRoleArn}
              view={view.named}
              save={actions.nameRoles}
            />
          ) : null}
          {view.rows.length > 0 ? (
            <div className="space-y-3 lg:space-y-1">
              {view.rows.some(({ holdsOurs }) => holdsOurs) ? (
                <TakeAwayLink href={`${stepHref(integration, "trust")}?take=away`}>
                  Take access to several roles away
                </TakeAwayLink>
              ) : null}
              <TrustToolbar
                search={search}
                onSearch={(text) => {
                  setSearch(text);
                  toTop();
                }}
                onLeaveSearch={focusTable}
                searchRef={searchField}
                filter={filter}
                onFilter={(next) => {
                  change({ filter: next });
                  toTop();
                }}
                counts={counts}
              />
              <div ref={table} className="scroll-mt-14">
                {shown.length > 0 ? (
                  <RoleTable
                    integration={integration}
                    rows={shown}
                    chosen={chosen}
                    onChoose={setChosen}
                    openArn={openRow?.arn ?? null}
                    onOpen={open}
                  />
                ) : (
                  <NothingFound
                    search={sought}
                    filter={filter}
                    elsewhere={found.length}
                    onShowAll={() => change({ filter: "all" })}
                    onClearSearch={() => {
                      setSearch("");
                      searchField.current?.focus();
                    }}
                  />
                )}
              </div>
              <p className="text-sm text-mute">{view.source}</p>
            </div>
          ) : view.named ? null : view.problem ? (
            <EmptyState title="The roles of this account were not read">
              They appear here once what stands above is mended.
            </EmptyState>
          ) : (
            <EmptyState
              title="This account has no roles"
              action={<ReadAt integration={integration} readAt={shell.readAt} refresh={actions.refresh} />}
            >
              Teleport opens the console by assuming a role in the account. Create one in IAM for what people
              shall do, then check again.
            </EmptyState>
          )}
        </>
      )}
    </TrustFrame>
  );
}
