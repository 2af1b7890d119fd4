"use client";

import type { ReactNode } from "react";
import type { PortalEntry } from "#lib/domain/portal/entry.ts";
import { consoleUrl, openPath, type ConsolePage } from "#lib/domain/portal/links.ts";
import { severalConsolesWords, sessionLimitWords } from "#lib/domain/portal/session.ts";
import type { PortalView } from "#lib/domain/portal/view.ts";
import { tshLines } from "#lib/domain/teleport/launch.ts";
import { AccountBadge } from "#components/account/account-badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { CommandLines } from "./command-lines.tsx";
import { ConsolePageForm } from "./console-page-form.tsx";
import { EnvironmentChip } from "./environment-chip.tsx";
import { VerdictLight, verdictWords } from "./verdict-light.tsx";
import { WhomToAsk } from "./whom-to-ask.tsx";

interface RoleDialogProps {
  /** null: closed. */
  entry: PortalEntry | null;
  view: Pick<PortalView, "cluster" | "user" | "viewAs">;
  page: ConsolePage | null;
  onPage: (page: ConsolePage | null) => void;
  onClose: () => void;
}

/** Everything about one role: the command line, or why it can't be opened and whom to ask. */
export function RoleDialog({ entry, onClose, ...rest }: RoleDialogProps) {
  return (
    <Dialog open={entry !== null} onClose={onClose} title={entry?.name ?? ""}>
      {entry ? <RoleFacts key={entry.key} entry={entry} {...rest} /> : null}
    </Dialog>
  );
}

type RoleFactsProps = Omit<RoleDialogProps, "entry" | "onClose"> & { entry: PortalEntry };

function RoleFacts({ entry, view, page, onPage }: RoleFactsProps) {
  const { account, verdict, arn, app } = entry;
  const words = verdictWords(entry);
  const fails = verdict.state === "fails";
  return (
    <div className="space-y-4">
      <div className="space-y-1.5">
        <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
          <AccountBadge
            account={{ accountId: account.accountId, displayName: account.name, colour: account.colour }}
            strong
          />
          <EnvironmentChip environment={account.environment} />
        </p>
        <p className="flex items-start gap-1">
          <code className="min-w-0 font-mono [overflow-wrap:anywhere]">{arn}</code>
          <CopyButton text={arn} what="the role ARN" />
        </p>
        <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
          <VerdictLight entry={entry} />
          {verdict.at ? (
            <span className="text-sm text-mute">
              by what AWS said <RelativeTime at={verdict.at} />
            </span>
          ) : null}
        </p>
        {words ? <p className="break-words">{words}</p> : null}
        {entry.lastUsedAt ? (
          <p className="text-sm text-mute">
            Last used <RelativeTime at={entry.lastUsedAt} />, by anybody, in whatever way. AWS tells this some
            hours late.
          </p>
        ) : null}
      </div>
      {fails ? (
        <Part title="Whom to ask">
          <WhomToAsk entry={entry} user={view.user} />
        </Part>
      ) : (
        <>
          {consoleUrl(entry, view.cluster) === null ? (
            <Part title="No launch address">
              <p>
                The address of Teleport’s web UI that this app is configured with can’t be used for a link.
                Ask whoever runs this app.
              </p>
            </Part>
          ) : null}
          <Part title="Command line">
            <CommandLines
              lines={tshLines({
                proxyAddress: view.cluster.proxyAddress,
                app: app.name,
                roleArn: arn,
                user: null,
              })}
            />
            {app.byIntegration ? (
              <p className="mt-2.5 text-sm text-mute">
                There is no AWS profile to write down: Teleport makes profiles for Roles Anywhere integrations
                only, and this account is reached through an OIDC integration. Point SDKs and other tools to{" "}
                <code className="font-mono">tsh proxy aws</code>, which prints the variables that they need.
              </p>
            ) : null}
          </Part>
          <Part title="How long it lasts">
            <p>{sessionLimitWords}</p>
            <p className="mt-1 text-mute">{severalConsolesWords(entry.partition)}</p>
          </Part>
          <Disclosure bare summary="Link to a service and region">
            <ConsolePageForm page={page} onChange={onPage} />
          </Disclosure>
        </>
      )}
      <Part title="Link to this role">
        <p className="flex items-start gap-1">
          <code className="min-w-0 font-mono [overflow-wrap:anywhere]">{openPath(entry)}</code>
          <CopyButton text={`${window.location.origin}${openPath(entry)}`} what="the link to this role" />
        </p>
        <p className="mt-1 text-sm text-mute">Whoever opens it uses their own access to the role.</p>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1 font-medium">{title}</h3>
      {children}
    </section>
  );
}
