import { ExternalLink } from "lucide-react";
import { requestLines, requestsUrl, type RequestableEntry } from "#lib/domain/portal/requestable-entry.ts";
import type { PortalView } from "#lib/domain/portal/view.ts";
import { AccountBadge } from "#components/account/account-badge.tsx";
import { buttonClasses } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { CommandLines } from "./command-lines.tsx";

interface RequestDialogProps {
  /** null: closed. */
  entry: RequestableEntry | null;
  cluster: PortalView["cluster"];
  onClose: () => void;
}

/** How to ask for a role: Teleport takes the request, and its reviewers answer it. */
export function RequestDialog({ entry, cluster, onClose }: RequestDialogProps) {
  const url = requestsUrl(cluster.webUrl);
  return (
    <Dialog open={entry !== null} onClose={onClose} title={entry ? `Request ${entry.name}` : ""}>
      {entry ? (
        <div className="space-y-4">
          <p>
            <AccountBadge
              account={{
                accountId: entry.account.accountId,
                displayName: entry.account.name,
                colour: entry.account.colour,
              }}
              strong
            />
          </p>
          <p>
            It comes with the Teleport role <code className="font-mono">{entry.teleportRole}</code>, which you
            may ask for. Somebody has to approve it, and it counts from your next sign-in with it.
          </p>
          {url ? (
            <p>
              <a href={url} target="_blank" rel="noreferrer" className={buttonClasses("primary", "normal")}>
                Request it in Teleport
                <ExternalLink className="size-3.5" aria-hidden />
                <span className="sr-only">, new tab</span>
              </a>
            </p>
          ) : null}
          <CommandLines lines={requestLines(entry.teleportRole, cluster.proxyAddress)} />
        </div>
      ) : null}
    </Dialog>
  );
}
