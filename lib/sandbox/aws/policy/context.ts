/** Condition keys of one request, by lower-cased name: AWS compares key names (tag keys too) without case. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

export type ContextEntry = readonly [key: string, value: string | readonly string[] | null | undefined];

/** Keys without a value are absent, which conditions can tell from an empty one. */
export function contextOf(entries: Iterable<ContextEntry>): RequestContext {
  const context = new Map<string, readonly string[]>();
  for (const [key, value] of entries) {
    if (value === null || value === undefined) continue;
    context.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
  }
  return context;
}

export function mergeContexts(...contexts: readonly RequestContext[]): RequestContext {
  return new Map(contexts.flatMap((context) => [...context]));
}
