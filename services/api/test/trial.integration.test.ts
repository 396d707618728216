import { Batch, redisKeys, Score } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postInventedFile } from './support/post-invented-file.ts';
import type { RunningApi } from './support/running-api.ts';
import { startScoringApi } from './support/scoring-api.ts';
import { foundDecisions } from './support/search.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await startScoringApi();
});
afterAll(() => api?.close());

async function score(key: string, query: string): Promise<Score> {
  const answer = await fetch(`${api.url}/v1/scores${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'wait=10' },
    body: JSON.stringify({ KEY: key, HEIGHT: 170 }),
  });
  return Score.parse(await answer.json());
}

async function upload(query: string): Promise<Batch> {
  return Batch.parse(await (await postInventedFile(api.url, 10, { query })).json());
}

async function recorded(query: string): Promise<number> {
  return (await foundDecisions(api.url, query)).length;
}

test('a trial of an application is answered as any other, and nothing of it goes into the record', async () => {
  const trial = await score('tried', '?trial=true');
  const real = await score('decided', '');
  expect([trial.score, trial.decision]).toEqual([real.score, real.decision]);
  await waitUntil(async () => (await recorded('applicantId=decided')) === 1, {
    what: 'the decision after it to be recorded',
  });
  expect(await recorded('applicantId=tried')).toBe(0);
  expect(await api.redis.zcard(redisKeys.unrecordedScores)).toBe(0);
});

test('a trial of a file is scored as any other and says so, and nothing of it goes into the record', async () => {
  const trial = await upload('?trial=true');
  expect(trial.trial).toBe(true);
  const real = await upload('');
  expect(real.trial).toBe(false);
  await waitUntil(async () => (await recorded(`batch=${real.id}`)) === 10, {
    what: 'the file after it to be recorded',
  });
  const ended = Batch.parse(await (await fetch(`${api.url}/v1/batches/${trial.id}`)).json());
  expect([ended.state, ended.rowsScored]).toEqual(['completed', 10]);
  expect(await recorded(`batch=${trial.id}`)).toBe(0);
});

test('the same Idempotency-Key does not turn a trial into a decision', async () => {
  const post = (query: string) =>
    fetch(`${api.url}/v1/scores${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
      body: JSON.stringify({ KEY: 'same' }),
    });
  expect((await post('?trial=true')).ok).toBe(true);
  expect((await post('')).status).toBe(422);
});
