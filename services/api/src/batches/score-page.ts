import {
  type BatchRecord,
  countScores,
  readIdBlock,
  readPackedScores,
  readRowScore,
  readScoreBlock,
  type StoredScore,
} from '@bora/batch-store';
import {
  blockOf,
  type Decision,
  readPackedScore,
  type ScoreOrder,
  type ScoreRecord,
  type WarningCode,
  warningBit,
} from '@bora/contracts';
import type { Redis } from 'ioredis';
import { createTurns } from '../limits/turns.ts';
import { placesInOrder } from './places-in-order.ts';

/** What a score must be to stand in a page; what is undefined does not matter. */
export interface ScoreFilter {
  readonly decision: Decision | undefined;
  readonly warning: WarningCode | undefined;
  /** Index in the schema's variables of one of its reasons. */
  readonly reason: number | undefined;
  readonly scoreFrom: number | undefined;
  readonly scoreTo: number | undefined;
  /** Part of the applicant's id, in any case. */
  readonly applicant: string | undefined;
}

export interface PageRequest {
  readonly offset: number;
  readonly limit: number;
  readonly filter: ScoreFilter;
  readonly sort: ScoreOrder;
}

export interface ScorePage {
  /** Scored rows that match, those on other pages included. */
  readonly total: number;
  readonly scores: StoredScore[];
}

export type ReadScorePage = (batch: BatchRecord, request: PageRequest) => Promise<ScorePage>;

/**
 * Reads pages of a batch's scores. In the order of the file only the page is read, else every score once: such
 * pages take turns, so that memory holds the numbers of one batch however many ask.
 */
export function createScorePages(redis: Redis): ReadScorePage {
  const inTurn = createTurns();
  return (batch, request) =>
    request.sort === 'row' && Object.values(request.filter).every((wanted) => wanted === undefined)
      ? pageInFileOrder(redis, batch, request)
      : inTurn(() => pageOfSelected(redis, batch, request));
}

async function pageInFileOrder(
  redis: Redis,
  batch: BatchRecord,
  { offset, limit }: PageRequest,
): Promise<ScorePage> {
  const counts = await countScores(redis, batch);
  const scores: StoredScore[] = [];
  let before = 0;
  for (const [block, count] of counts.entries()) {
    const isOnPage = before < offset + limit && before + count > offset;
    if (isOnPage) {
      const found = await readScoreBlock(redis, batch.id, block);
      scores.push(...found.slice(Math.max(0, offset - before), offset + limit - before));
    }
    before += count;
  }
  return { total: before, scores: scores.slice(0, limit) };
}

/** Keeps two numbers a row, whatever else a score holds. */
async function pageOfSelected(redis: Redis, batch: BatchRecord, request: PageRequest): Promise<ScorePage> {
  const { rows, keys } = await readKeys(redis, batch, request);
  const places = placesInOrder(keys, request.offset, request.limit);
  const scores = await Promise.all(places.map((place) => readRowScore(redis, batch.id, rows[place]!)));
  return { total: rows.length, scores: scores.filter((score) => score !== undefined) };
}

async function readKeys(
  redis: Redis,
  batch: BatchRecord,
  { filter, sort }: PageRequest,
): Promise<{ rows: Uint32Array; keys: Float64Array }> {
  const rows = new Uint32Array(batch.rows ?? 0);
  const keys = new Float64Array(batch.rows ?? 0);
  let count = 0;
  for await (const { packed, places } of readPackedScores(redis, batch)) {
    const named = await rowsNamed(redis, batch.id, places[0]?.row, filter.applicant);
    for (const { row, offset } of places) {
      const record = readPackedScore(packed, offset);
      if (!matches(record, filter) || named?.has(row) === false) continue;
      rows[count] = row;
      keys[count] = keyOf(sort, row, record);
      count += 1;
    }
  }
  return { rows: rows.subarray(0, count), keys: keys.subarray(0, count) };
}

function matches(record: ScoreRecord, filter: ScoreFilter): boolean {
  const { decision, warning, reason, scoreFrom = -Infinity, scoreTo = Infinity } = filter;
  if (decision !== undefined && record.decision !== decision) return false;
  if (warning !== undefined && (record.warningBits & warningBit(warning)) === 0) return false;
  if (reason !== undefined && !record.reasons.some(({ variable }) => variable === reason)) return false;
  return record.score >= scoreFrom && record.score <= scoreTo;
}

/** Rows of the block of `row` whose applicant's id holds the text; undefined where any will do. */
async function rowsNamed(
  redis: Redis,
  batchId: string,
  row: number | undefined,
  text: string | undefined,
): Promise<Set<number> | undefined> {
  if (text === undefined || row === undefined) return undefined;
  const ids = await readIdBlock(redis, batchId, blockOf(row - 1).block);
  const wanted = text.toLowerCase();
  const found = [...ids].filter(([, id]) => id.toLowerCase().includes(wanted));
  return new Set(found.map(([named]) => named));
}

/** Sorting ascending by the key gives the order. */
function keyOf(sort: ScoreOrder, row: number, { pd, score }: ScoreRecord): number {
  switch (sort) {
    case 'row':
      return row;
    case 'pd':
      return pd;
    case '-pd':
      return -pd;
    case 'score':
      return score;
    case '-score':
      return -score;
  }
}
