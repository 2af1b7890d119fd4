import { AppError } from "#lib/domain/errors.ts";

export interface Page<T> {
  items: readonly T[];
  /** Empty: the last page. */
  nextKey: string;
}

const firstPageSize = 500;

/** All pages; when the server finds one too large, half as much is asked for from the same place. */
export async function allPages<T>(
  read: (startKey: string, limit: number) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let limit = firstPageSize;
  let startKey = "";
  for (;;) {
    let page: Page<T>;
    try {
      page = await read(startKey, limit);
    } catch (error) {
      const tooLarge = error instanceof AppError && error.code === "teleport-throttled" && limit > 1;
      if (!tooLarge) throw error;
      limit = Math.floor(limit / 2);
      continue;
    }
    items.push(...page.items);
    if (page.nextKey === "" || page.nextKey === startKey) return items;
    startKey = page.nextKey;
  }
}
