/** Places that everybody who is signed in may see. All others, also those that are added later, are for admins. */
const forUsers = [
  "/",
  "/sign-in",
  "/not-allowed",
  "/icon.svg",
  "/favicon.ico",
  "/manifest.webmanifest",
] as const;
const forUsersBelow = ["/open/", "/icons/", "/_next/static/"] as const;

/** Whether the path is for admins only. Pages and actions ask again by themselves: this gives the answer its status. */
export function isForAdmins(pathname: string): boolean {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, "") : pathname;
  if (forUsers.some((place) => path === place)) return false;
  return !forUsersBelow.some((place) => pathname.startsWith(place));
}
