/** Screens of an enrollment's own page. */
export const enrollmentPageScreenNames = [
  "overview",
  "overview-draft",
  "overview-done",
  "overview-run-ended",
  "overview-signed-out",
] as const;

export type EnrollmentPageScreenName = (typeof enrollmentPageScreenNames)[number];
