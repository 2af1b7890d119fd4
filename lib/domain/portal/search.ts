import type { PortalEntry } from "./entry.ts";
import { pastedRole } from "./pasted.ts";

/** What a role needs to be found. */
export type Findable = Pick<PortalEntry, "arn" | "name" | "account"> & { app: { name: string } };

/** An entry with everything that it is found by, in lower case. */
interface Indexed<T extends Findable = Findable> {
  entry: T;
  name: string;
  /** What stands for the account as a whole. */
  accountWords: readonly string[];
  /** The rest: found anywhere in it. */
  text: string;
}

export type SearchIndex<T extends Findable> = readonly Indexed<T>[];

/** Built once per reading: typing then only compares. */
export function indexEntries<T extends Findable>(entries: readonly T[]): SearchIndex<T> {
  return entries.map((entry) => {
    const { account, arn, app, name } = entry;
    const accountWords = [account.accountId, account.name, account.alias, account.environment]
      .filter((text) => text !== null)
      .map((text) => text.toLowerCase());
    return {
      entry,
      name: name.toLowerCase(),
      accountWords,
      text: [arn, app.name, ...accountWords].join("\n").toLowerCase(),
    };
  });
}

/**
 * The entries in which every word of the search occurs, the closest first; equals stay in the order of the index. A
 * pasted ARN, of a role or of its session, finds that role alone.
 */
export function searchEntries<T extends Findable>(index: SearchIndex<T>, search: string): readonly T[] {
  for (const means of pastedRole(search)) {
    const exact = index.filter(({ entry }) => means(entry));
    if (exact.length > 0) return exact.map(({ entry }) => entry);
  }
  const words = wordsOf(search);
  if (words.length === 0) return index.map(({ entry }) => entry);
  const found: { entry: T; distance: number }[] = [];
  for (const indexed of index) {
    const distance = distanceOf(indexed, words);
    if (distance !== null) found.push({ entry: indexed.entry, distance });
  }
  return found.toSorted((a, b) => a.distance - b.distance).map(({ entry }) => entry);
}

const spelledId = /^\d{4}-\d{4}-\d{4}$/;

/** AWS's own pages write account ids with dashes. */
function wordsOf(search: string): readonly string[] {
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => (spelledId.test(word) ? word.replaceAll("-", "") : word));
}

/** How far the words are from what people mean first: a role by its name. Null: one of them does not occur. */
function distanceOf(indexed: Indexed, words: readonly string[]): number | null {
  let sum = 0;
  for (const word of words) {
    const distance = wordDistance(indexed, word);
    if (distance === null) return null;
    sum += distance;
  }
  return sum;
}

function wordDistance({ name, accountWords, text }: Indexed, word: string): number | null {
  if (name === word) return 0;
  if (accountWords.includes(word)) return 1;
  if (name.startsWith(word)) return 1;
  if (accountWords.some((words) => beginsAWord(words, word))) return 2;
  if (name.includes(word)) return 3;
  return text.includes(word) ? 4 : null;
}

function beginsAWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return true;
  }
  return false;
}
