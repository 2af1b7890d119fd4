const base = "http://own.invalid";

/**
 * The path and query that may follow a sign-in, as a browser reads it: only one of this very site, else it would be an
 * open redirect. null: it leads elsewhere, or nowhere.
 */
export function ownPath(text: string): string | null {
  if (!text.startsWith("/") || !URL.canParse(text, base)) return null;
  // `/\host`, `/<tab>/host` and `/.//host` all lead elsewhere.
  const { origin, pathname, search } = new URL(text, base);
  return origin === base && !pathname.startsWith("//") ? pathname + search : null;
}
