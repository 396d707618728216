import { randomUUID } from 'node:crypto';
import type { ObjectStore } from '@bora/object-store';

/**
 * Runs the task unless somebody else is at the same place with other content; tells whether it ran.
 *
 * A store can neither lock nor compare and set, but what was put is listed at once. Everybody puts a claim before
 * looking for the claims of others, so that of two at least one sees the other and gives way. A claim that a crash
 * left behind keeps out other content for good, and the same content never.
 *
 * @param place prefix of the claims' keys, without a slash at its end.
 * @param content tells contents apart: a hash of it, or something unique.
 */
export async function withClaim(
  store: ObjectStore,
  place: string,
  content: string,
  task: () => Promise<void>,
): Promise<boolean> {
  const claim = `${place}/${content}/${randomUUID()}`;
  await store.put(claim, new TextEncoder().encode(new Date().toISOString()));
  try {
    for await (const { key } of store.list(`${place}/`)) {
      if (!key.startsWith(`${place}/${content}/`)) return false;
    }
    await task();
    return true;
  } finally {
    await store.delete(claim);
  }
}
