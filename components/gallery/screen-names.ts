import { offboardScreenNames } from "./offboard-screen-names.ts";
import { enrollmentPageScreenNames } from "./enrollment-page-screen-names.ts";
import { portalScreenNames } from "./portal-screen-names.ts";
import { stepScreenNames } from "./step-screen-names.ts";

/** Known to the server without the screens themselves: the page answers only for these. */
export const screenNames = [
  "list",
  "list-empty",
  "list-failed",
  "list-loading",
  "new",
  "new-blocked",
  "new-partition",
  "new-loading",
  "integration-draft",
  "integration-consents",
  "integration-done",
  "permissions",
  "permissions-done",
  "permissions-waiting",
  "app",
  "app-conflict",
  "app-done",
  "plan",
  "plan-bulk",
  "plan-expired",
  "run-running",
  "run-finished",
  "run-failed",
  "run-stopped",
  "run-undone-in-part",
  "run-interrupted",
  "run-long",
  "run-unread",
  "runs",
  "runs-older",
  "runs-empty",
  "shell-loading",
  "sign-in",
  "sign-in-failed",
  "sign-in-busy",
  ...enrollmentPageScreenNames,
  ...stepScreenNames,
  ...portalScreenNames,
  ...offboardScreenNames,
  "failure",
  "missing",
] as const;

export type ScreenName = (typeof screenNames)[number];
