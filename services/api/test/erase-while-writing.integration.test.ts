import { randomUUID } from 'node:crypto';
import { Erasure, Score } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningApi } from './support/running-api.ts';
import { startScoringApi } from './support/scoring-api.ts';
import { foundDecisions } from './support/search.ts';
import { asSuperuser } from './support/trail.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await startScoringApi();
});
afterAll(() => api?.close());

async function post(path: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json', prefer: 'wait=10' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await fetch(`${api.url}/v1/${path}`, init)).json();
}

test('what somebody is writing about an applicant while they are erased goes with the rest', async () => {
  const { id } = Score.parse(await post('scores', { KEY: 'written-about', HEIGHT: 171 }));
  await waitUntil(async () => (await foundDecisions(api.url, 'applicantId=written-about')).length === 1, {
    what: 'the record',
  });
  await asSuperuser(api.databaseUrl, async (writer) => {
    // As a change of a decision does.
    await writer.query('begin');
    await writer.query('select 1 from decisions where source_id = $1 for share', [id]);
    const erasure = Erasure.parse(await post('applicants/erasures', { applicantId: 'written-about' }));
    const waiters = async () =>
      (await writer.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock'`)).rowCount ?? 0;
    await waitUntil(async () => (await waiters()) > 0, { what: 'the erasure to wait' });
    await writer.query(
      `insert into decision_notes (id, source_id, row_number, note, person_id, person_name)
       values ($1, $2, 0, 'lives in the red house', $3, 'Ana')`,
      [randomUUID(), id, randomUUID()],
    );
    await writer.query('commit');
    const state = async () =>
      Erasure.parse(await (await fetch(`${api.url}/v1/applicants/erasures/${erasure.id}`)).json()).state;
    await waitUntil(async () => (await state()) === 'done', { what: 'the erasure' });
    expect((await writer.query('select note from decision_notes')).rows).toEqual([]);
  });
});
