import type { Problem } from "#lib/domain/errors.ts";
import type { Check } from "./check.ts";
import type { TrustRowView } from "./views.ts";

export interface LaunchTileView {
  roleArn: string;
  name: string;
  path: string;
  state: TrustRowView["state"];
  says: string;
  /** Null where the verdict is `fails`. */
  consoleUrl: string | null;
  cli: readonly string[];
  checks: readonly Check[];
  heldBy: readonly string[];
  /** ISO 8601 of the last use that AWS knows of, by whomever. */
  lastUsedAt: string | null;
  /** The newest launch in Teleport's audit log. */
  launched: { by: string; at: string } | null;
}

/** Whether Teleport's audit log is read: then from when on, ISO 8601; else why not, in words. */
export type AuditLogView =
  | { readable: true; since: string }
  | { readable: false; why: string; remedy: string | null };

export interface LaunchStepView {
  tiles: readonly LaunchTileView[];
  auditLog: AuditLogView;
  sessionLimit: string;
  signInUrl: string | null;
  problem: Problem | null;
}
