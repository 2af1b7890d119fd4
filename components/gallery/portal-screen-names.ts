/** Screens of the portal. */
export const portalScreenNames = [
  "portal",
  "portal-many",
  "portal-empty",
  "portal-view-as",
  "portal-troubled",
  "portal-choice",
  "portal-failed",
  "portal-open",
  "portal-open-by-itself",
  "portal-open-fails",
  "portal-open-several",
  "portal-open-refused",
] as const;

export type PortalScreenName = (typeof portalScreenNames)[number];
