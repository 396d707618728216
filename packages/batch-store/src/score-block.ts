import { packedScoreBytes, redisKeys, rowsPerBlock } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { runScript, script } from './run-script.ts';

/** One scored row in a block: where its packed score lies in `packed`. */
export interface PlacedScore {
  /** From 1. */
  readonly row: number;
  readonly offset: number;
}

/** The scores of up to 500 rows, not decoded. */
export interface ScoreBlock {
  readonly packed: Buffer;
  /** In row order. */
  readonly places: readonly PlacedScore[];
}

const fieldBytes = 2;
const lengthBytes = 4;
const entryBytes = fieldBytes + packedScoreBytes;

/** A thousand small answers cost far more than one large one: field (u16) and record, one after another. */
const scoresScript = script(`
local fields = redis.call('HGETALL', KEYS[1])
local out = {}
for i = 1, #fields, 2 do
  out[#out + 1] = struct.pack('<I2', tonumber(fields[i]))
  out[#out + 1] = fields[i + 1]
end
return table.concat(out)`);

/** Field (u16), length (u32) and id, one after another. */
const idsScript = script(`
local fields = redis.call('HGETALL', KEYS[1])
local out = {}
for i = 1, #fields, 2 do
  out[#out + 1] = struct.pack('<I2I4', tonumber(fields[i]), #fields[i + 1])
  out[#out + 1] = fields[i + 1]
end
return table.concat(out)`);

const Bytes = z.instanceof(Buffer);

/** The packed scores of a block; none where no row of it is scored. */
export async function readPackedBlock(redis: Redis, batchId: string, block: number): Promise<ScoreBlock> {
  const packed = Bytes.parse(await runScript(redis, scoresScript, [redisKeys.batchScores(batchId, block)]));
  const places: PlacedScore[] = [];
  for (let at = 0; at + entryBytes <= packed.length; at += entryBytes) {
    places.push({ row: block * rowsPerBlock + packed.readUInt16LE(at) + 1, offset: at + fieldBytes });
  }
  return { packed, places: places.sort((left, right) => left.row - right.row) };
}

/** The applicant ids of a block by row (from 1). */
export async function readIdBlock(
  redis: Redis,
  batchId: string,
  block: number,
): Promise<Map<number, string>> {
  const bytes = Bytes.parse(await runScript(redis, idsScript, [redisKeys.batchIds(batchId, block)]));
  const ids = new Map<number, string>();
  let at = 0;
  while (at < bytes.length) {
    const row = block * rowsPerBlock + bytes.readUInt16LE(at) + 1;
    const start = at + fieldBytes + lengthBytes;
    const end = start + bytes.readUInt32LE(at + fieldBytes);
    ids.set(row, bytes.toString('utf8', start, end));
    at = end;
  }
  return ids;
}
