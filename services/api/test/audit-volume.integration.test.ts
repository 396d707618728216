import { auditKeys, genesis } from '@bora/audit';
import type { AuditHead } from '@bora/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditTrail } from '../src/audit/audit-trail.ts';
import { verifyTrail } from '../src/audit/verify-trail.ts';
import { auditContent } from './support/audit-content.ts';
import { openRecordDatabase } from './support/record-database.ts';

const keys = auditKeys(new Uint8Array(32).fill(7));
let database: Awaited<ReturnType<typeof openRecordDatabase>>;
beforeAll(async () => {
  database = await openRecordDatabase();
});
afterAll(() => database?.drop());

const content = (number: number) =>
  auditContent({
    at: new Date(Date.UTC(2026, 0, 1) + number).toISOString(),
    objectId: String(number),
  });

test('10,000 entries are verified stretch by stretch, and what was appended twice stands there once', async () => {
  const trail = auditTrail(database.query, keys);
  const contents = Array.from({ length: 10_000 }, (_, number) => content(number));
  for (let from = 0; from < contents.length; from += 500)
    await trail.append(contents.slice(from, from + 500));
  await trail.append(contents.slice(0, 500));

  const sizes: number[] = [];
  let after: AuditHead | null = genesis;
  while (after) {
    const stretch = await verifyTrail(database.query, keys, { after, limit: 3_000, anchor: undefined });
    expect(stretch.findings).toEqual([]);
    expect(stretch.entries).toBe(10_000);
    sizes.push(stretch.verified);
    after = stretch.next;
  }
  expect(sizes).toEqual([3_000, 3_000, 3_000, 1_000]);
});

test('a transaction that fails after its entry was appended leaves neither', async () => {
  const trail = auditTrail(database.query, keys);
  const failing = database.query.transaction().execute(async (transaction) => {
    await trail.appendIn(transaction, [content(1)]);
    throw new Error('something broke');
  });
  await expect(failing).rejects.toThrow('something broke');
  const { entries, findings } = await verifyTrail(database.query, keys, {
    after: genesis,
    limit: 20_000,
    anchor: undefined,
  });
  expect([entries, findings]).toEqual([10_000, []]);
});
