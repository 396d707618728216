import type { Redis } from 'ioredis';

export interface Page<Item> {
  readonly items: Item[];
  /** Goes into the next call; null at the end. */
  readonly next: string | null;
}

export interface PageRequest<Item> {
  readonly limit: number;
  /** The last id of the page before; one that is no longer listed ends the list. */
  readonly after?: string | undefined;
  /** What is left out; all is wanted where nothing is said. */
  readonly isWanted?: ((item: Item) => boolean) | undefined;
}

/** How many are read at once, at least, where what was read first did not fill the page: much is left out. */
const readOn = 50;

/**
 * Things of a sorted set of ids, newest first. What has expired since it was listed is left out like what is not
 * wanted, and the list is read on until the page is full.
 */
export async function readListedPage<Item extends { readonly id: string }>(
  redis: Redis,
  list: string,
  read: (id: string) => Promise<Item | undefined>,
  { limit, after, isWanted = () => true }: PageRequest<Item>,
): Promise<Page<Item>> {
  let readAtOnce = limit + 1;
  let rank = after === undefined ? 0 : await rankAfter(redis, list, after);
  const items: Item[] = [];
  while (rank !== undefined) {
    const ids = await redis.zrevrange(list, rank, rank + readAtOnce - 1);
    const found = await Promise.all(ids.map(read));
    for (const item of found) {
      if (item === undefined || !isWanted(item)) continue;
      // One more than the page holds: there is a next one.
      if (items.length === limit) return { items, next: items.at(-1)!.id };
      items.push(item);
    }
    rank = ids.length < readAtOnce ? undefined : rank + readAtOnce;
    readAtOnce = Math.max(readAtOnce, readOn);
  }
  return { items, next: null };
}

async function rankAfter(redis: Redis, list: string, after: string): Promise<number | undefined> {
  const rank = await redis.zrevrank(list, after);
  return rank === null ? undefined : rank + 1;
}
