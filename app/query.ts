/** What stands after the `?`, as Next gives it. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** null: not given, or empty. */
export function firstValue(value: Query[string]): string | null {
  const first = typeof value === "string" ? value : value?.[0];
  return first ? first : null;
}
