import { createContext, use } from "react";
import type { PortalEntry } from "#lib/domain/portal/entry.ts";
import type { RequestableEntry } from "#lib/domain/portal/requestable-entry.ts";
import type { PortalView } from "#lib/domain/portal/view.ts";

/** What a row needs besides its own role; the same object for all rows, so that typing renders none of them anew. */
export interface PortalActions {
  cluster: PortalView["cluster"];
  sessionEndsAtMs: number | null;
  /** A console link was followed. */
  onLaunch: (entry: PortalEntry) => void;
  onPin: (entry: PortalEntry) => void;
  /** Opens everything that is known of the role. */
  onShow: (entry: PortalEntry) => void;
  /** Says how to ask for a role. */
  onRequest: (entry: RequestableEntry) => void;
}

export const PortalActionsContext = createContext<PortalActions | null>(null);

export function usePortalActions(): PortalActions {
  const actions = use(PortalActionsContext);
  if (!actions) throw new Error("A row of the portal stands outside of it.");
  return actions;
}
