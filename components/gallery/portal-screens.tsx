import type { ReactNode } from "react";
import { entryKey } from "#lib/domain/portal/entry.ts";
import type { PortalView } from "#lib/domain/portal/view.ts";
import { OpenRefused } from "#components/portal/open-refused.tsx";
import { OpenRole } from "#components/portal/open-role.tsx";
import { OpenSeveral } from "#components/portal/open-several.tsx";
import { PortalFailed } from "#components/portal/portal-failed.tsx";
import { Portal } from "#components/portal/portal.tsx";
import { UserChoice } from "#components/portal/user-choice.tsx";
import { Header } from "#components/shell/header.tsx";
import { SignOut } from "#components/shell/sign-out.tsx";
import { answers } from "./actions.ts";
import { header } from "./fixtures/headers.ts";
import * as views from "./fixtures/portal.ts";
import { launchFailed } from "./fixtures/launch.ts";
import type { PortalScreenName } from "./portal-screen-names.ts";

function framed(content: ReactNode): ReactNode {
  const signOut = <SignOut signOut={answers({ href: "/gallery" })} />;
  return (
    <div className="flex min-h-dvh flex-col">
      <Header view={{ ...header, user: "alice@acme" }} isAdmin={false} home="/" signOut={signOut} />
      {content}
    </div>
  );
}

function opened(name: string, byItself = false): ReactNode {
  const role = views.portal.roles.find(({ arn }) => arn.endsWith(`/${name}`));
  return framed(<OpenRole view={views.portal} roleKey={role ? entryKey(role) : ""} byItself={byItself} />);
}

const portal = (view: PortalView) => () => framed(<Portal view={view} />);

export const portalScreens: Readonly<Record<PortalScreenName, () => ReactNode>> = {
  portal: portal(views.portal),
  "portal-many": portal(views.manyPortal),
  "portal-empty": portal(views.emptyPortal),
  "portal-view-as": portal(views.viewedPortal),
  "portal-troubled": portal(views.troubledPortal),
  "portal-choice": () => framed(<UserChoice view={views.choice} />),
  "portal-failed": () =>
    framed(launchFailed.problem ? <PortalFailed problem={launchFailed.problem} /> : null),
  "portal-open": () => opened("BillingAnalyst"),
  "portal-open-by-itself": () => opened("BillingAnalyst", true),
  "portal-open-fails": () => opened("IncidentResponder"),
  "portal-open-several": () => framed(<OpenSeveral view={views.portal} account="acme" roleName="auditor" />),
  "portal-open-refused": () =>
    framed(<OpenRefused view={views.portal} account="Acme Production" roleName="Administrator" />),
};
