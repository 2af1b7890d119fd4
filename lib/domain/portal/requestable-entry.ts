import { shellLine } from "#lib/domain/text/shell.ts";
import type { PortalEntry } from "./entry.ts";
import { arnParts } from "./role-arn.ts";
import type { PortalView } from "./view.ts";

/** A role that the person may ask for, with what its row shows. */
export interface RequestableEntry extends Pick<PortalEntry, "key" | "arn" | "name" | "path" | "account"> {
  app: { name: string };
  teleportRole: string;
}

export function requestableEntries(
  view: Pick<PortalView, "requestable" | "accounts">,
): readonly RequestableEntry[] {
  const accounts = new Map(view.accounts.map((account) => [account.accountId, account]));
  return view.requestable.flatMap(({ arn, app, teleportRole }): RequestableEntry[] => {
    const { accountId, path, name } = arnParts(arn);
    const account = accounts.get(accountId);
    if (!account) return [];
    return [
      { key: `${arn}#${app}#${teleportRole}`, arn, name, path, account, app: { name: app }, teleportRole },
    ];
  });
}

/** How to ask for the role, and how to use it once somebody has agreed. */
export function requestLines(
  teleportRole: string,
  proxyAddress: string,
): readonly { purpose: string; line: string }[] {
  return [
    { purpose: "Sign in to the cluster", line: shellLine(["tsh", "login", `--proxy=${proxyAddress}`]) },
    {
      purpose: "Ask for it, with your reason",
      line: shellLine(["tsh", "request", "create", `--roles=${teleportRole}`, "--reason=why you need it"]),
    },
    {
      purpose: "Once it is approved: take it on, with the id that the line above printed",
      line: shellLine(["tsh", "login", "--request-id=ID"]),
    },
  ];
}

/** Where requests are made and followed in Teleport's web UI. */
export function requestsUrl(webUrl: string): string | null {
  if (!URL.canParse(webUrl)) return null;
  const { protocol } = new URL(webUrl);
  return protocol === "https:" || protocol === "http:" ? `${webUrl.replace(/\/+$/, "")}/web/requests` : null;
}
