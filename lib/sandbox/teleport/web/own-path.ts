const base = "http://portal.invalid";

/** The path that may follow a sign-in: only one of this very site, else it would be an open redirect. */
export function ownPath(next: string): string {
  if (!next.startsWith("/") || !URL.canParse(next, base)) return "/";
  // Read as a browser reads it: `/\host`, `/<tab>/host` and `/.//host` all lead elsewhere.
  const { origin, pathname, search } = new URL(next, base);
  return origin === base && !pathname.startsWith("//") ? pathname + search : "/";
}
