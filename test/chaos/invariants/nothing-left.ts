import { readdir } from 'node:fs/promises';
import { uploadKeys } from '@bora/batch-store';
import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { sweepUploads } from '../../../services/api/src/upload/sweep-uploads.ts';
import { openStore } from '../stage/stores.ts';
import type { Evidence, Invariant } from './evidence.ts';

/** By then what a dead api was writing is old. */
const twoHoursMs = 2 * 3_600_000;

/** What waits is gone, what stays has an end, and of uploads only those of batches are kept. */
export const nothingLeft: Invariant = {
  name: 'nothing is left behind that should be gone',
  async check(evidence) {
    return [...(await leftInRedis(evidence.stage.direct)), ...(await leftInStore(evidence))];
  },
};

async function leftInRedis(redis: Redis): Promise<string[]> {
  const [chunks, results, singles] = await Promise.all([
    redis.keys('bora:{*}:chunk:*'),
    redis.keys('bora:{*}:*'),
    redis.keys('bora:score:*'),
  ]);
  const wrong = chunks.map((key) => `${key} still waits`);
  for (const key of [...results, ...singles]) if ((await redis.ttl(key)) < 0) wrong.push(`${key} has no end`);
  if ((await redis.exists(redisKeys.waitingAudit)) > 0) wrong.push('audit entries still wait');
  return wrong.slice(0, 5);
}

/** After what the api does every hour: the sweep of uploads whose end nobody saw. */
async function leftInStore({ stage, ledger }: Evidence): Promise<string[]> {
  const { stores, direct, database } = stage;
  const uploads = openStore(stores, stores.uploads);
  try {
    const isRecorded = async (id: string) =>
      (await database.ask('select 1 from batches where id = $1', [id])).length > 0;
    await sweepUploads({ redis: direct, uploads, isRecorded }, undefined, Date.now() + twoHoursMs);
    const keys: string[] = [];
    for await (const { key } of uploads.list('')) keys.push(key);
    const kept = ledger.files.flatMap(({ batchIds }) =>
      [...batchIds].flatMap((id) => [uploadKeys.chunks(id), uploadKeys.index(id)]),
    );
    const known = new Set(kept);
    return [
      ...keys.filter((key) => !known.has(key)).map((key) => `${key} is stored and belongs to no batch`),
      ...kept.filter((key) => !keys.includes(key)).map((key) => `${key} is not stored`),
      ...(await partialFiles(uploads.location)),
    ];
  } finally {
    await uploads.close();
  }
}

/** Files of a folder store that were never finished, and checksums of nothing. */
async function partialFiles(location: string): Promise<string[]> {
  if (!location.startsWith('file:')) return [];
  const files = await readdir(location.slice('file:'.length), { recursive: true });
  const isLeft = (file: string) =>
    file.endsWith('.partial') ||
    (file.endsWith('.sha256') && !files.includes(file.slice(0, -'.sha256'.length)));
  return files.filter(isLeft).map((file) => `${file} was never finished`);
}
