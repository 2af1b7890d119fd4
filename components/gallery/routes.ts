import type { ScreenName } from "./screen-names.ts";
import { pagesIn, situationNames, type SituationPage } from "./situations/situation-names.ts";

/** The screens of each route that has a page, by its path in `app` without groups. */
export const screensOfRoute: Readonly<
  Record<string, { screens: readonly ScreenName[]; inSituations?: SituationPage }>
> = {
  "/": {
    screens: [
      "portal",
      "portal-many",
      "portal-empty",
      "portal-view-as",
      "portal-troubled",
      "portal-choice",
      "portal-failed",
    ],
  },
  "/open/[account]/[role]": {
    screens: [
      "portal-open",
      "portal-open-by-itself",
      "portal-open-fails",
      "portal-open-several",
      "portal-open-refused",
    ],
  },
  "/sign-in": { screens: ["sign-in", "sign-in-failed", "sign-in-busy"] },
  "/enroll": { screens: ["list", "list-empty", "list-failed", "list-loading"], inSituations: "list" },
  "/new": { screens: ["new", "new-blocked", "new-partition", "new-loading"], inSituations: "new" },
  "/enroll/[integration]": {
    screens: [
      "overview",
      "overview-draft",
      "overview-done",
      "overview-run-ended",
      "overview-signed-out",
      "shell-loading",
      "missing",
      "failure",
    ],
    inSituations: "overview",
  },
  "/enroll/[integration]/integration": {
    screens: [
      "integration-draft",
      "integration-consents",
      "integration-done",
      "plan",
      "plan-bulk",
      "plan-expired",
    ],
    inSituations: "integration",
  },
  "/enroll/[integration]/permissions": {
    screens: ["permissions", "permissions-done", "permissions-waiting"],
    inSituations: "permissions",
  },
  "/enroll/[integration]/trust": {
    screens: [
      "trust",
      "trust-many",
      "trust-ready",
      "trust-empty",
      "trust-failed",
      "trust-list-changed",
      "trust-refused",
      "trust-removal",
      "trust-removal-shared",
      "trust-removal-none",
      "trust-loading",
    ],
    inSituations: "trust",
  },
  "/enroll/[integration]/trust/[role]": {
    screens: [
      "trust-role",
      "trust-role-blocked",
      "trust-role-managed",
      "trust-role-condition",
      "trust-role-accepted",
      "trust-role-ready",
      "trust-role-missing",
      "trust-role-loading",
    ],
  },
  "/enroll/[integration]/app": { screens: ["app", "app-conflict", "app-done"], inSituations: "app" },
  "/enroll/[integration]/access": {
    screens: ["access", "access-many", "access-refused", "access-empty", "access-failed", "access-loading"],
    inSituations: "access",
  },
  "/enroll/[integration]/launch": {
    screens: ["launch", "launch-many", "launch-unlogged", "launch-empty", "launch-failed"],
    inSituations: "launch",
  },
  "/enroll/[integration]/offboard": {
    screens: [
      "offboard",
      "offboard-plan",
      "offboard-nothing",
      "offboard-role",
      "offboard-person",
      "offboard-loading",
    ],
  },
  "/enroll/[integration]/drift": {
    screens: [
      "drift",
      "drift-none",
      "drift-given-back",
      "drift-not-compared",
      "drift-partly-compared",
      "drift-loading",
    ],
  },
  "/enroll/[integration]/why": {
    screens: ["why", "why-can", "why-unknown", "why-question", "why-loading"],
  },
  "/enroll/[integration]/runs": { screens: ["runs", "runs-older", "runs-empty"] },
  "/enroll/[integration]/runs/[id]": {
    screens: [
      "run-running",
      "run-finished",
      "run-failed",
      "run-stopped",
      "run-undone-in-part",
      "run-interrupted",
      "run-long",
      "run-took-away",
      "run-unread",
    ],
  },
};

/** Every situation on each page that it shows on: `no-credentials/trust`. */
export const situationScreens = situationNames.flatMap((situation) =>
  pagesIn(situation).map((page) => ({ situation, page, screen: `${situation}/${page}` })),
);
