import { randomUUID } from 'node:crypto';
import type { Decision } from '@bora/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findNotices } from '../src/notices/find-notices.ts';
import { type DecisionRow, insertDecisions } from '../src/records/decision-rows.ts';
import { findDecisions } from '../src/records/find-decisions.ts';
import { makePartitions } from '../src/records/partitions.ts';
import { type ReferralFilter, readReferQueue } from '../src/workflow/refer-queue.ts';
import { openRecordDatabase } from './support/record-database.ts';
import { inventedTerms } from './support/scored-batch.ts';
import { fixedRecord } from './support/simulated-worker.ts';

const decisions = 100_000;
const boundMs = 50;
const dayMs = 86_400_000;
const decided: readonly Decision[] = ['approve', 'refer', 'decline'];
const [ana, bruno] = [randomUUID(), randomUUID()];
const newest = Date.UTC(2026, 10, 1);
let database: Awaited<ReturnType<typeof openRecordDatabase>>;

beforeAll(async () => {
  database = await openRecordDatabase();
  for (const month of [3, 7]) await makePartitions(database.query, new Date(Date.UTC(2026, month)));
  for (let first = 0; first < decisions; first += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, index) => rowOf(first + index));
    await insertDecisions(database.query, inventedTerms, rows);
  }
  await haveHistory();
  await sql`analyze`.execute(database.query);
}, 120_000);
afterAll(() => database.drop());

function rowOf(number: number): DecisionRow {
  return {
    sourceId: randomUUID(),
    row: 0,
    decidedAt: new Date(newest - (number % 200) * dayMs - number),
    applicantId: `applicant-${number}`,
    record: { ...fixedRecord(1), decision: decided[number % 3]! },
    officer: number % 50 === 0 ? ana : bruno,
  };
}

/** Nine of ten were settled long ago: what waits is little beside the history, and the oldest of it is new. */
async function haveHistory(): Promise<void> {
  const isOld = sql`decided_at < ${new Date(newest - 20 * dayMs)}`;
  await sql`
    insert into overrides (id, source_id, row_number, state, from_decision, decision, reason, explanation, person_id, person_name)
    select gen_random_uuid(), source_id, row_number, 'stands', 'refer', 'approve', 'verified-income', 'x', ${bruno}::uuid, 'bruno'
    from referrals where ${isOld}`.execute(database.query);
  await sql`update referrals set waits_for = null, settled_by = ${bruno} where ${isOld}`.execute(
    database.query,
  );
  await sql`update adverse_actions set issued_at = now() where ${isOld}`.execute(database.query);
  await sql`
    insert into claims (source_id, row_number, person_id, person_name)
    select source_id, row_number, ${ana}::uuid, 'ana' from referrals where waits_for is not null limit 30`.execute(
    database.query,
  );
}

/** The median of `times` calls (ms): the slowest ones measure what else this machine does. */
async function medianOf(times: number, work: (turn: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const startedAt = performance.now();
    await work(turn);
    taken.push(performance.now() - startedAt);
  }
  return taken.sort((left, right) => left - right)[Math.floor(times / 2)]!;
}

const referralSearches: { what: string; filter: ReferralFilter }[] = [
  { what: 'what waits', filter: { state: 'open' } },
  { what: 'what was settled', filter: { state: 'settled' } },
  { what: 'what I took', filter: { state: 'open', personId: ana } },
  { what: 'what I settled', filter: { state: 'settled', personId: bruno } },
  { what: 'what nobody settled', filter: { state: 'settled', personId: ana } },
  { what: 'one that waits, by its whole id', filter: { state: 'open', applicantIdPrefix: 'applicant-19' } },
  { what: 'one that was settled', filter: { state: 'settled', applicantIdPrefix: 'applicant-5555' } },
  {
    what: 'many that wait, by a short beginning',
    filter: { state: 'open', applicantIdPrefix: 'applicant-1' },
  },
  { what: 'many that were settled', filter: { state: 'settled', applicantIdPrefix: 'applicant-12' } },
  { what: 'nobody', filter: { state: 'open', applicantIdPrefix: 'nobody' } },
  { what: 'an age', filter: { state: 'open', to: new Date(newest - 7 * dayMs) } },
];

test.each(referralSearches)(
  `a page of the queue ($what) is read within ${boundMs} ms among 100,000 decisions`,
  async ({ filter }) => {
    const median = await medianOf(21, () => readReferQueue(database.query, filter, 50));
    expect(median).toBeLessThan(boundMs);
  },
);

test('a beginning that all ids share costs a look at all of them, and no more', async () => {
  const filter: ReferralFilter = { state: 'open', applicantIdPrefix: 'a' };
  const median = await medianOf(5, () => readReferQueue(database.query, filter, 50));
  expect(median).toBeLessThan(6 * boundMs);
});

test.each([
  { what: 'what is due', filter: { state: 'due' as const } },
  { what: 'what was issued', filter: { state: 'issued' as const } },
  { what: 'what is due of mine', filter: { state: 'due' as const, officer: ana } },
  {
    what: 'many, by a short beginning',
    filter: { state: 'issued' as const, applicantIdPrefix: 'applicant-3' },
  },
  { what: 'one applicant', filter: { state: 'due' as const, applicantIdPrefix: 'applicant-20' } },
])(
  `a page of the notices ($what) is read within ${boundMs} ms among 100,000 decisions`,
  async ({ filter }) => {
    expect(await medianOf(21, () => findNotices(database.query, 30, filter, 50))).toBeLessThan(boundMs);
  },
);

test(`decisions by the beginning of an id, a short or a long one, are found within ${boundMs} ms`, async () => {
  for (const length of [1, 9, 11, 12, 13, 14, 15]) {
    const search = async (turn: number) => {
      const applicantIdPrefix = `applicant-${10_000 + turn * 4_211}`.slice(0, length);
      const { records } = await findDecisions(database.query, { applicantIdPrefix }, 50);
      expect(records.length).toBeGreaterThan(0);
      expect(records.every((one) => one.applicant_id?.startsWith(applicantIdPrefix))).toBe(true);
    };
    expect([length, await medianOf(21, search)]).toEqual([length, expect.toSatisfy((ms) => ms < boundMs)]);
  }
});

async function pagesOf(
  read: (cursor: string | undefined) => Promise<{ ids: string[]; next: string | null }>,
) {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    ids.push(...page.ids);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

test('pages of the queue and of the notices hold each decision once, in order, and all of them', async () => {
  const open = await pagesOf(async (cursor) => {
    const { items, nextCursor } = await readReferQueue(database.query, { state: 'open' }, 200, cursor);
    return { ids: items.map(({ decidedAt, decisionId }) => `${decidedAt} ${decisionId}`), next: nextCursor };
  });
  const { waiting } = await readReferQueue(database.query, { state: 'open' }, 1);
  expect(new Set(open).size).toBe(waiting);
  expect(open).toEqual(open.toSorted());
  const due = await pagesOf(async (cursor) => {
    const list = await findNotices(database.query, 30, { state: 'due' }, 200, cursor);
    const ids = list.notices.map(({ decidedAt, decisionId }) => `${decidedAt} ${decisionId}`);
    return { ids, next: list.nextCursor };
  });
  const counted = await findNotices(database.query, 30, { state: 'due' }, 1);
  expect(new Set(due).size).toBe(counted.due);
  expect(due).toEqual(due.toSorted());
});
