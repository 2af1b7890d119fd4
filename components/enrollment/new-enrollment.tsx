"use client";

import { useState } from "react";
import type { Check } from "#lib/domain/enrollment/check.ts";
import { forRoleName } from "#lib/domain/enrollment/minimal-policy.ts";
import type { NewEnrollmentView } from "#lib/domain/enrollment/views.ts";
import type { PrepareAccessAction } from "#components/account/access-role-panel.tsx";
import { Section } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import type { Action } from "./action-call.ts";
import type { AdoptAction } from "./adopt-form.tsx";
import { AdoptList } from "./adopt-list.tsx";
import { BeginForm, type BeginAction } from "./begin-form.tsx";
import { ChecksList } from "./checks-list.tsx";
import { countWords } from "./number-words.ts";
import { PolicyPanel } from "./policy-panel.tsx";
import { OverviewReadAt } from "./overview-read-at.tsx";
import { TeleportRolePanel } from "./teleport-role-panel.tsx";

interface NewEnrollmentProps {
  view: NewEnrollmentView;
  /** Name of the integration to adopt, from the address. */
  chosen: string | null;
  begin: BeginAction;
  adopt: AdoptAction;
  prepareAccess: PrepareAccessAction;
  refreshOverview: Action<Record<string, never>, { readAt: string }>;
}

/** Whoever has it all is not made to read it first. */
function Prerequisites({ checks }: { checks: readonly Check[] }) {
  const open = checks.filter(({ verdict }) => verdict !== "ok");
  const holding = checks.filter(({ verdict }) => verdict === "ok");
  return (
    <>
      {open.length > 0 ? <ChecksList checks={open} label="Prerequisites" /> : null}
      {holding.length > 0 ? (
        <div className={open.length > 0 ? "mt-2 border-t border-line pt-2" : undefined}>
          <Disclosure
            bare
            summary={
              open.length > 0
                ? countWords(holding.length, "more holds", "more hold")
                : `All ${countWords(holding.length, "condition holds", "conditions hold")}`
            }
          >
            <ChecksList checks={holding} label={open.length > 0 ? "What holds" : "Prerequisites"} />
          </Disclosure>
        </div>
      ) : null}
    </>
  );
}

/** What must hold before anything begins, then the names. */
export function NewEnrollment(props: NewEnrollmentProps) {
  const { view, chosen, begin, adopt, prepareAccess, refreshOverview } = props;
  const [roleName, setRoleName] = useState(view.suggestedRoleName);
  const lastRead = view.checks.map(({ at }) => at ?? "").reduce((a, b) => (a > b ? a : b), "");
  return (
    <div className="flex-1 xl:grid xl:grid-cols-[minmax(0,1fr)_400px]">
      <div className="min-w-0 space-y-5 px-4 py-7 sm:px-6 xl:pl-[max(1.5rem,calc((100vw-1320px)/2))]">
        <PageTitle
          title="Enroll an AWS account"
          lead="Users will open this account’s console and CLI through Teleport, with Teleport’s roles, requests and audit. First, what it takes; then you choose two names."
        />
        <Section
          title="What it takes"
          id="prerequisites"
          aside={<OverviewReadAt readAt={lastRead} refreshOverview={refreshOverview} />}
        >
          <Prerequisites checks={view.checks} />
        </Section>

        {view.policyQuestion ? (
          <Disclosure summary="The AWS permissions that this app needs">
            <PolicyPanel question={forRoleName(view.policyQuestion, roleName)} />
          </Disclosure>
        ) : null}
        <Disclosure summary="The Teleport role and bot that this app needs">
          <TeleportRolePanel byHand={view.minimalTeleportRole} />
        </Disclosure>

        <Section title="Begin a new enrollment" id="begin">
          <BeginForm view={view} begin={begin} prepareAccess={prepareAccess} onRoleName={setRoleName} />
        </Section>

        {view.adoptable.length > 0 ? (
          <section aria-labelledby="adopt" className="space-y-2.5">
            <div>
              <h2 id="adopt" className="font-medium">
                Or adopt an integration that exists
              </h2>
              <p className="text-mute">It keeps its name and role; the steps add only what is missing.</p>
            </div>
            <AdoptList
              adoptable={view.adoptable}
              chosen={chosen}
              adopt={adopt}
              prepareAccess={prepareAccess}
            />
          </section>
        ) : null}
      </div>
      <aside
        aria-labelledby="other-ways"
        className="min-w-0 border-t border-line bg-card px-4 py-7 sm:px-6 xl:border-t-0 xl:border-l xl:px-5"
      >
        <h2 id="other-ways" className="mb-3 font-medium">
          Is this the right way?
        </h2>
        <dl className="space-y-3">
          <div>
            <dt className="font-medium">AWS OIDC, as here</dt>
            <dd className="text-mute">
              Needs no agent. AWS must be able to reach the cluster’s public address over HTTPS.
            </dd>
          </div>
          <div>
            <dt className="font-medium">IAM Roles Anywhere</dt>
            <dd className="text-mute">
              The better choice where your organization has adopted it: Teleport recommends it for console and
              command-line tools.
            </dd>
          </div>
          <div>
            <dt className="font-medium">Agent-based AWS access</dt>
            <dd className="text-mute">
              The better choice where CLI calls must pass through Teleport to be audited, and the cluster is
              not public or Roles Anywhere is not adopted.
            </dd>
          </div>
        </dl>
      </aside>
    </div>
  );
}
