/** Screens of an enrollment's own page. */
export const enrollmentPageScreenNames = ["overview", "overview-draft", "overview-done"] as const;

export type EnrollmentPageScreenName = (typeof enrollmentPageScreenNames)[number];
