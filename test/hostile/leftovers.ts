import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { queuePrefix, queues } from '@bora/contracts';
import type { Target } from './target.ts';

const giveUpMs = 5_000;
const lookEveryMs = 50;

/**
 * What cases have left behind that belongs to no accepted batch, or that no batch needs any more: chunks and pieces of
 * files in Redis, jobs, stored files. What is being tidied gets a moment for it.
 */
export async function leftovers(target: Target): Promise<string[]> {
  const giveUpAt = performance.now() + giveUpMs;
  for (;;) {
    const left = [...(await keptInRedis(target)), ...(await storedFiles(target))];
    if (left.length === 0 || performance.now() > giveUpAt) return left;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

async function keptInRedis({ redis }: Target): Promise<string[]> {
  const patterns = [
    'bora:{*}:chunk:*',
    'bora:{*}:file:*',
    `${queuePrefix}:${queues.chunks.name}:*-*-*-*-*-*`,
  ];
  const found = await Promise.all(patterns.map((pattern) => redis.keys(pattern)));
  return found.flat();
}

async function storedFiles({ platform, accepted }: Target): Promise<string[]> {
  const folder = join(platform.folder, 'uploads');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return names.filter((name) => name.endsWith('.partial') || !accepted.has(name.split('.')[0]!));
}
