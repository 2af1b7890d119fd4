"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { managedChoice, sharedChoice } from "#lib/domain/enrollment/offboard/trust-choices.ts";
import type { EnrollmentShellView, TrustRowView, TrustStepView } from "#lib/domain/enrollment/views.ts";
import { countWords } from "#components/enrollment/number-words.ts";
import { stepHref } from "#components/enrollment/step-words.ts";
import { closingWords } from "#components/offboard/offboard-screen.tsx";
import { RemovalReview } from "#components/offboard/removal-review.tsx";
import { UntoldProblems } from "#components/problem/told-above.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ChoiceFooter } from "./choice-footer.tsx";
import { ChosenHeading } from "./chosen-heading.tsx";
import { NothingFound } from "./nothing-found.tsx";
import { removalRows } from "./removal-rows.ts";
import { chosenRows } from "./role-choice.ts";
import { indexRows, searchRows } from "./role-search.ts";
import { roleHref } from "./role-state.ts";
import { RoleTable } from "./role-table.tsx";
import type { TrustActions } from "./trust-actions.ts";
import { TrustFrame } from "./trust-frame.tsx";
import { useTrustMemory } from "./trust-memory.tsx";
import { TrustSearch } from "./trust-search.tsx";
import { useTableKeys } from "./use-table-keys.ts";
import { useTrustQuery } from "./use-trust-query.ts";

interface TrustRemovalProps {
  shell: EnrollmentShellView;
  view: TrustStepView;
  actions: TrustActions;
}

/** Step 3 the other way round: the roles that have our statement, and one plan that takes it out of those chosen. */
export function TrustRemoval({ shell, view, actions }: TrustRemovalProps) {
  const { integration } = shell;
  const router = useRouter();
  const { search, setSearch } = useTrustQuery();
  const { toClose, setToClose } = useTrustMemory();
  const [reviewing, setReviewing] = useState(false);
  const searchField = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLDivElement>(null);
  const reviewButton = useRef<HTMLButtonElement>(null);
  useTableKeys(searchField, null);

  const sought = useDeferredValue(search);
  const rows = useMemo(() => removalRows(view.rows), [view.rows]);
  const index = useMemo(() => indexRows(rows), [rows]);
  const shown = useMemo(() => searchRows(index, sought), [index, sought]);
  const chosen = useMemo(() => chosenRows(rows, toClose), [rows, toClose]);
  const managed = chosen.filter(({ managedBy }) => managedBy !== null);

  const footer = (
    <ChoiceFooter
      chosen={chosen}
      none="Choose the roles that nobody shall open by this integration any more."
      words="our statement goes, the others stay"
      warning={
        managed.length > 0
          ? `${countWords(managed.length, "role is", "roles are")} managed by a tool, and asked about next`
          : null
      }
    >
      {chosen.length === 0 ? null : (
        <Button look="quiet" onClick={() => setToClose(new Set())}>
          Clear
        </Button>
      )}
      <Button
        ref={reviewButton}
        look="primary"
        disabled={chosen.length === 0}
        onClick={() => setReviewing(true)}
      >
        {chosen.length === 0 ? "Review" : `Review ${countWords(chosen.length, "role")}`}
      </Button>
    </ChoiceFooter>
  );
  return (
    <TrustFrame
      shell={shell}
      refresh={actions.refresh}
      footer={reviewing || rows.length === 0 ? null : footer}
      aside={null}
      purpose={{ title: "Take access to roles away", lead: closingWords }}
    >
      {reviewing ? (
        <Review
          integration={integration}
          chosen={chosen}
          sharedWith={view.sharedWith}
          actions={actions}
          onBack={() => {
            flushSync(() => setReviewing(false));
            reviewButton.current?.focus();
          }}
        />
      ) : (
        <>
          <p>
            <Link className="rounded-sm text-accent underline" href={stepHref(integration, "trust")}>
              Back to giving access
            </Link>
          </p>
          {view.problem ? <UntoldProblems problems={[view.problem]} toldBy={[]} /> : null}
          {rows.length > 0 ? (
            <div className="space-y-3 lg:space-y-1">
              <div className="z-10 -mx-1 bg-bg px-1 lg:sticky lg:top-0 lg:min-h-14 lg:py-2">
                <TrustSearch
                  search={search}
                  onSearch={setSearch}
                  onLeave={() => table.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus()}
                  ref={searchField}
                />
              </div>
              <div ref={table} className="scroll-mt-14">
                {shown.length > 0 ? (
                  <RoleTable
                    integration={integration}
                    rows={shown}
                    chosen={toClose}
                    onChoose={setToClose}
                    openArn={null}
                    onOpen={(row, { event }) => {
                      if (event && (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0))
                        return;
                      event?.preventDefault();
                      router.push(roleHref(integration, row.arn));
                    }}
                  />
                ) : (
                  <NothingFound
                    search={sought}
                    filter="all"
                    elsewhere={0}
                    onShowAll={() => undefined}
                    onClearSearch={() => {
                      setSearch("");
                      searchField.current?.focus();
                    }}
                  />
                )}
              </div>
              <p className="text-sm text-mute">{view.source}</p>
            </div>
          ) : view.problem ? null : (
            <EmptyState title="No role has our statement">
              Nothing is to be taken back here. Where a statement of somebody else’s names the integration
              role, its owner must change it.
            </EmptyState>
          )}
        </>
      )}
    </TrustFrame>
  );
}

interface ReviewProps {
  integration: string;
  chosen: readonly TrustRowView[];
  sharedWith: readonly string[];
  actions: TrustActions;
  onBack: () => void;
}

function Review({ integration, chosen, sharedWith, actions, onBack }: ReviewProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, []);
  const managed = chosen.filter(({ managedBy }) => managedBy !== null).map(({ name }) => name);
  const choices = [...managedChoice(managed), ...sharedChoice(sharedWith)];
  const count = countWords(chosen.length, "role");
  return (
    <div className="space-y-4">
      <ChosenHeading count={chosen.length} heading={heading} onBack={onBack} />
      <RemovalReview
        integration={integration}
        of={{ kind: "roles", roleArns: chosen.map(({ arn }) => arn) }}
        choices={choices}
        actions={actions}
        applyLabel={`Apply to ${count}`}
        atOnce={choices.length === 0}
        onBack={onBack}
      />
    </div>
  );
}
