/** Screens of what takes an enrollment away, and of what moved since it was written. */
export const offboardScreenNames = [
  "offboard",
  "offboard-plan",
  "offboard-nothing",
  "offboard-role",
  "offboard-person",
  "offboard-loading",
  "run-took-away",
  "drift",
  "drift-none",
  "drift-given-back",
  "drift-not-compared",
  "drift-partly-compared",
  "drift-loading",
] as const;

export type OffboardScreenName = (typeof offboardScreenNames)[number];
