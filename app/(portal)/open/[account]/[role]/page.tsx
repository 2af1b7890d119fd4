import type { Metadata } from "next";
import { headers } from "next/headers";
import { mayLaunchByItself } from "#lib/domain/portal/launch-rules.ts";
import { openPage } from "#lib/server/portal.ts";
import { OpenRefused } from "#components/portal/open-refused.tsx";
import { OpenRole } from "#components/portal/open-role.tsx";
import { OpenSeveral } from "#components/portal/open-several.tsx";
import { PortalFailed } from "#components/portal/portal-failed.tsx";
import { UserChoice } from "#components/portal/user-choice.tsx";
import { firstValue, type Query } from "../../../../query.ts";

export const metadata: Metadata = { title: "Open a role" };

interface Params {
  account: string;
  role: string;
}

export default async function OpenPage({
  params,
  searchParams,
}: {
  params: Promise<Params>;
  searchParams: Promise<Query>;
}) {
  const account = decodePart((await params).account);
  const role = decodePart((await params).role);
  const page = await openPage(account, role, firstValue((await searchParams)["as"]));
  if (page.kind === "failed") return <PortalFailed problem={page.problem} />;
  if (page.kind === "choice") return <UserChoice view={page.view} open={{ account, role }} />;
  const { view, target } = page;
  switch (target.kind) {
    case "none":
      return <OpenRefused view={view} account={account} roleName={role} />;
    case "several":
      return <OpenSeveral view={view} account={account} roleName={role} />;
    case "one": {
      const incoming = await headers();
      const byItself = mayLaunchByItself({
        secFetchSite: incoming.get("sec-fetch-site"),
        secPurpose: incoming.get("sec-purpose"),
      });
      return <OpenRole view={view} roleKey={target.entry.key} byItself={byItself && target.exact} />;
    }
  }
}

/** Next hands the parts over as they stand in the address; one that can't be decoded names nothing. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
