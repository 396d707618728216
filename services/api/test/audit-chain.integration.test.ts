import { entryHash } from '@bora/audit';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postInventedFile } from './support/post-invented-file.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { asSuperuser, trailEntries, verification } from './support/trail.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi();
  for (let upload = 0; upload < 3; upload += 1) await postInventedFile(api.url, 1);
});
afterAll(() => api?.close());

test('two api processes that record at the same moment keep one chain', async () => {
  const other = await startApi({ DATABASE_URL: api.databaseUrl });
  try {
    // It tells what is live in its own stores.
    const lives = async () => (await trailEntries(api, '&actor=outside%20the%20api')).length;
    await waitUntil(async () => (await lives()) === 4, { what: 'both to have told what is live' });
    // The first one is an entry itself.
    await verification(api);
    const before = (await verification(api)).entries;
    const calls = Array.from({ length: 60 }, (_, call) => {
      const { url } = call % 2 === 0 ? api : other;
      return fetch(`${url}/v1/batches/00000000-0000-4000-8000-000000000000/scores.csv`);
    });
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array(60).fill(404));
    const after = await verification(api);
    expect(after).toMatchObject({ entries: before + 60, verified: before + 60, findings: [], next: null });
  } finally {
    await other.close();
  }
});

test('the database itself refuses to change, remove or empty what stands there', async () => {
  await asSuperuser(api.databaseUrl, async (client) => {
    for (const statement of [
      "update audit_entries set actor_name = 'nobody'",
      'delete from audit_entries where sequence = 1',
      'truncate audit_entries',
      'delete from audit_head',
    ]) {
      await expect(client.query(statement), statement).rejects.toThrow('only ever appended');
    }
  });
  expect((await verification(api)).findings).toEqual([]);
});

/** What someone who owns the database can do: take the triggers away, change, put them back. */
async function tamper(statements: readonly string[]) {
  return asSuperuser(api.databaseUrl, async (client) => {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
    const { findings } = await verification(api);
    return findings.map(({ kind, sequence }) => `${kind} ${sequence}`);
  });
}

test('what a superuser changes by SQL is found', async () => {
  await asSuperuser(api.databaseUrl, (client) =>
    client.query('create table kept as select * from audit_entries'),
  );
  const { head } = await verification(api);
  const last = head.sequence;
  const { sequence } = (await trailEntries(api)).find(({ address }) => address !== null)!;
  const restore = ['delete from audit_entries', 'insert into audit_entries select * from kept'];
  const found = async (statement: string) => {
    const findings = await tamper([statement]);
    expect(await tamper(restore)).toEqual([]);
    return findings;
  };
  for (const change of [
    "at = at + interval '1 millisecond'",
    "actor_id = 'somebody'",
    "actor_roles = array['auditor']",
    'address = null',
    "object_id = 'other'",
    "outcome = 'done ' || outcome",
    `changes = '[{"setting":"a","from":null,"to":"b"}]'`,
    "hash = repeat('a', 64)",
  ]) {
    const statement = `update audit_entries set ${change} where sequence = ${sequence}`;
    expect(await found(statement), change).toContain(`changed ${sequence}`);
  }
  expect(await found('delete from audit_entries where sequence = 3')).toEqual(['removed 3']);
  expect(await found(`delete from audit_entries where sequence > ${last - 2}`)).toEqual([
    `cut-off ${last - 1}`,
  ]);
});

test('a chain that is made anew without the key is found, and one that is set back by its kept head', async () => {
  const { head } = await verification(api);
  const shorter = head.sequence - 1;
  const hash = await asSuperuser(api.databaseUrl, async (client) => {
    const { rows } = await client.query(`select hash from audit_entries where sequence = ${shorter}`);
    return rows[0].hash as string;
  });
  const cut = `delete from audit_entries where sequence > ${shorter}`;
  const kept = await asSuperuser(api.databaseUrl, (client) => client.query('select seal from audit_head'));
  expect(await tamper([cut, `update audit_head set sequence = ${shorter}, hash = '${hash}'`])).toEqual([
    `head-forged ${shorter}`,
  ]);
  const anchored = await verification(api, `?anchor=${head.sequence}&anchorHash=${head.hash}`);
  expect(anchored.findings.map(({ kind }) => kind)).toContain('anchor-differs');
  const restore = `insert into audit_entries select * from kept where sequence > ${shorter}`;
  const seal = `update audit_head set sequence = ${head.sequence}, hash = '${head.hash}', seal = '${kept.rows[0].seal}'`;
  expect(await tamper([restore, seal])).toEqual([]);
});

test('the export is the chain in the form that is hashed, and ends with its head', async () => {
  const text = await (await fetch(`${api.url}/v1/audit/export`)).text();
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const end = lines.pop();
  expect(end.head).toEqual({ sequence: lines.length, hash: lines.at(-1).hash });
  for (const { hash, ...entry } of lines) expect(entryHash(entry)).toBe(hash);
});
