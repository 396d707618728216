import { appendEntry, auditKeys, genesis } from '@bora/audit';
import type { AuditHead } from '@bora/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditTrail } from '../src/audit/audit-trail.ts';
import { rowOf } from '../src/audit/entry-rows.ts';
import { verifyTrail } from '../src/audit/verify-trail.ts';
import { auditContent } from './support/audit-content.ts';
import { openRecordDatabase } from './support/record-database.ts';
import { asSuperuser } from './support/trail.ts';

const [oldKey, newKey] = [new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)];
const keys = auditKeys(oldKey);
let database: Awaited<ReturnType<typeof openRecordDatabase>>;
beforeEach(async () => {
  database = await openRecordDatabase();
  await auditTrail(database.query, keys).append([auditContent(), auditContent(), auditContent()]);
});
afterEach(() => database?.drop());

async function found(by = keys): Promise<string[]> {
  const stretch = { after: genesis, limit: 1_000, anchor: undefined };
  const { findings } = await verifyTrail(database.query, by, stretch);
  return findings.map(({ kind, sequence }) => `${kind} ${sequence}`);
}

/** What someone who owns the database can do. */
function tamper(statements: readonly string[]): Promise<void> {
  return asSuperuser(database.url, async (client) => {
    await client.query('set session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
  });
}

/** The trail written anew, without the key, with a head that fits it. */
async function writeAnew(): Promise<void> {
  await tamper(['delete from audit_entries']);
  let head: AuditHead = genesis;
  for (let entry = 0; entry < 3; entry += 1) {
    const next = appendEntry(head, auditContent());
    await database.query.insertInto('audit_entries').values(rowOf(next)).execute();
    head = next;
  }
  await tamper([`update audit_head set hash = '${head.hash}'`]);
}

test('a trail that was written anew is found, also after the next call has appended to it', async () => {
  expect(await found()).toEqual([]);
  await writeAnew();
  expect(await found()).toEqual(['head-forged 3']);
  for (let call = 0; call < 3; call += 1) await auditTrail(database.query, keys).append([auditContent()]);
  expect(await found()).toEqual(['head-forged 4']);
});

test('a head that was set back to nothing over entries that stand is found, and the trail goes on', async () => {
  await tamper([`update audit_head set sequence = 0, hash = '${genesis.hash}', seal = ''`]);
  expect(await found()).toEqual(['inserted 1']);
  await auditTrail(database.query, keys).append([auditContent()]);
  expect(await found()).toEqual(['head-forged 4']);
});

test('a head that the key before sealed is sealed anew without a word', async () => {
  const rotated = auditKeys(newKey, oldKey);
  expect(await found(rotated)).toEqual([]);
  await auditTrail(database.query, rotated).append([auditContent()]);
  expect(await found(auditKeys(newKey))).toEqual([]);
});
