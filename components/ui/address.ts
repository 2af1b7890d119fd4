/** Parts of the query string to change. Null takes one out, undefined leaves it. */
export type QueryChange = Readonly<Record<string, string | null | undefined>>;

/** The query string with the changed parts in it, and everything else of it as it was. */
export function changedQueryString(current: string, change: QueryChange): string {
  const params = new URLSearchParams(current);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) params.delete(name);
    else if (value !== undefined) params.set(name, value);
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/**
 * Replaces the query string in place, so that a reload or a copied address shows the same. The router learns of it and
 * asks the server nothing; "Back" leads to the page before, not through what was typed.
 */
export function writeQuery(change: QueryChange): void {
  const { pathname, search } = window.location;
  const next = changedQueryString(search, change);
  if (next !== search) window.history.replaceState(null, "", `${pathname}${next}`);
}
