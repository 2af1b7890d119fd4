"use client";

import type { PortalView } from "#lib/domain/portal/view.ts";
import { Portal } from "./portal.tsx";
import { useFreshness } from "./use-freshness.ts";

/** The portal as the page that people keep open: it stays as fresh as the server's view of the cluster. */
export function PortalHome({ view }: { view: PortalView }) {
  useFreshness();
  return <Portal view={view} />;
}
