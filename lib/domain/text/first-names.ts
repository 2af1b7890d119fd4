const shown = 5;

/** The first few, and how many more there are: no list ends silently. */
export function firstNames(names: readonly string[]): string {
  const more = names.length - shown;
  return `${names.slice(0, shown).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
