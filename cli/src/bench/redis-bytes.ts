import { Redis } from 'ioredis';

/** Memory of the keys of one batch in bytes, by what they hold: `scores`, `ids`, `chunk`, … */
export async function batchBytes(url: string, batchId: string): Promise<Record<string, number>> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  const bytes: Record<string, number> = {};
  try {
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'MATCH', `bora:{${batchId}}:*`, 'COUNT', 1_000);
      for (const key of keys) {
        const kind = key.split(':')[2]!;
        // Every field is weighed, not a sample of them.
        const size = await redis.memory('USAGE', key, 'SAMPLES', 0);
        bytes[kind] = (bytes[kind] ?? 0) + Number(size ?? 0);
      }
      cursor = next;
    } while (cursor !== '0');
    return bytes;
  } finally {
    redis.disconnect();
  }
}

export function sumOf(bytes: Readonly<Record<string, number>>): number {
  return Object.values(bytes).reduce((sum, one) => sum + one, 0);
}
