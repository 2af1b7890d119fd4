/** Screens of the steps trust, access and launch. */
export const stepScreenNames = [
  "trust",
  "trust-many",
  "trust-ready",
  "trust-empty",
  "trust-failed",
  "trust-refused",
  "trust-loading",
  "trust-role",
  "trust-role-blocked",
  "trust-role-managed",
  "trust-role-condition",
  "trust-role-ready",
  "trust-role-missing",
  "trust-role-loading",
  "access",
  "access-many",
  "access-refused",
  "access-empty",
  "access-failed",
  "access-loading",
  "launch",
  "launch-many",
  "launch-empty",
  "launch-failed",
] as const;

export type StepScreenName = (typeof stepScreenNames)[number];
