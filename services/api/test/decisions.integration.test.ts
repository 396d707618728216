import { Batch, DecisionValues, RecordedDecision, RecordedDecisionList, Score } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postInventedFile } from './support/post-invented-file.ts';
import type { RunningApi } from './support/running-api.ts';
import { startScoringApi } from './support/scoring-api.ts';
import { bodyOf, search } from './support/search.ts';
import { fixedRecord } from './support/simulated-worker.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startScoringApi({ CHUNK_ROWS: '7' });
});
afterAll(() => api?.close());

async function decisions(query: string): Promise<RecordedDecisionList> {
  const response = await search(`${api.url}/v1/decisions/search`, bodyOf(query));
  expect(response.status).toBe(200);
  return RecordedDecisionList.parse(await response.json());
}

async function recordedBatch(rows: number, from = 1): Promise<string> {
  const { id } = Batch.parse(await (await postInventedFile(api.url, rows, { from })).json());
  const inRecord = async () => (await decisions(`batch=${id}&limit=200`)).decisions.length === rows;
  await waitUntil(inRecord, { what: 'the batch to be in the record' });
  return id;
}

async function recordedScore(application: object): Promise<Score> {
  const response = await fetch(`${api.url}/v1/scores`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'wait=10' },
    body: JSON.stringify(application),
  });
  const score = Score.parse(await response.json());
  const inRecord = async () => (await fetch(`${api.url}/v1/decisions/${score.id}`)).status === 200;
  await waitUntil(inRecord, { what: 'the score to be in the record' });
  return score;
}

describe('when Redis has forgotten everything', () => {
  it('a row of a file is found by its applicant, with reasons, versions, officer and what was given', async () => {
    const batch = await recordedBatch(30, 1_000);
    await api.redis.flushall();
    const found = await decisions('applicantId=id-1009');
    expect(found).toMatchObject({
      decisions: [
        {
          id: `${batch}-10`,
          applicantId: 'id-1009',
          batchId: batch,
          row: 10,
          pd: fixedRecord(10).pd,
          decision: fixedRecord(10).decision,
          reasons: [{ code: 'colour', variable: 'COLOUR', text: 'Colour, and more', points: -3.2 }],
          warnings: ['out-of-bounds'],
          model: { name: 'invented', version: 'v1' },
          policy: { name: 'default', version: 1 },
          officer: expect.any(String),
          officerName: expect.stringMatching(/./),
        },
      ],
      nextCursor: null,
    });
    const one = await fetch(`${api.url}/v1/decisions/${batch}-10`);
    expect(RecordedDecision.parse(await one.json())).toEqual(found.decisions[0]);
    const values = await fetch(`${api.url}/v1/decisions/${batch}-10/values`);
    expect(DecisionValues.parse(await values.json())).toEqual({
      id: `${batch}-10`,
      schema: 'invented',
      values: { KEY: 'id-1009', HEIGHT: '109', COLOUR: 'G', WINDY: 'N', NOTE: 'note 1009' },
    });
  });

  it('a single score is found as well, with what was given', async () => {
    const application = { KEY: 'single-1', HEIGHT: 170, COLOUR: 'R', WINDY: true, NOTE: null };
    const score = await recordedScore(application);
    await api.redis.flushall();
    const { decisions: found } = await decisions('applicantId=single-1');
    expect(found).toMatchObject([
      { id: score.id, batchId: null, row: null, pd: score.pd, decidedAt: score.scoredAt },
    ]);
    const values = await fetch(`${api.url}/v1/decisions/${score.id}/values`);
    expect(DecisionValues.parse(await values.json()).values).toEqual(application);
  });
});

describe('a search', () => {
  it('finds by decision, by time and by batch together, a page at a time', async () => {
    const batch = await recordedBatch(60, 5_000);
    const [newest] = (await decisions(`batch=${batch}&limit=1`)).decisions;
    const wanted = `batch=${batch}&decision=decline&from=${newest!.decidedAt}`;
    const first = await decisions(`${wanted}&limit=25`);
    const second = await decisions(`${wanted}&limit=25&cursor=${first.nextCursor}`);
    const rows = [...first.decisions, ...second.decisions].map(({ row }) => row!);
    const declined = Array.from({ length: 60 }, (_, index) => index + 1).filter(
      (row) => fixedRecord(row).decision === 'decline',
    );
    expect(rows).toEqual(declined.reverse());
    expect(second.nextCursor).toBeNull();
    expect((await decisions(`batch=${batch}&to=${newest!.decidedAt}`)).decisions).toEqual([]);
  });

  it.each([
    'from=yesterday',
    'limit=0',
    'limit=201',
    'cursor=x',
    'decision=maybe',
    'batch=1',
    'applicantId=',
    'applicantIdPrefix=',
    'row=1',
  ])('with %s is refused', async (query) => {
    const response = await search(`${api.url}/v1/decisions/search`, bodyOf(query));
    expect([response.status, (await response.json()) as unknown]).toMatchObject([
      400,
      { code: 'bad-request' },
    ]);
  });

  it.each([
    'nobody',
    '00000000-0000-4000-8000-000000000000',
    '00000000-0000-4000-8000-000000000000-9999999999',
  ])('a decision %s that there is not is told so', async (id) => {
    for (const path of [id, `${id}/values`]) {
      const response = await fetch(`${api.url}/v1/decisions/${path}`);
      expect([response.status, (await response.json()) as unknown]).toMatchObject([
        404,
        { code: 'decision-not-found' },
      ]);
    }
  });
});

it('finds every applicant whose id begins so, and nobody else, whatever a pattern would mean', async () => {
  for (const KEY of ['p%_1', 'p%_2', 'pxx1', `${'é'.repeat(210)}1`, `${'é'.repeat(210)}2`])
    await recordedScore({ KEY, HEIGHT: 170 });
  const found = async (prefix: string) => {
    const list = await search(`${api.url}/v1/decisions/search`, { applicantIdPrefix: prefix });
    return RecordedDecisionList.parse(await list.json())
      .decisions.map(({ applicantId }) => applicantId)
      .sort();
  };
  expect(await found('p')).toEqual(['p%_1', 'p%_2', 'pxx1']);
  expect(await found('p%')).toEqual(['p%_1', 'p%_2']);
  expect(await found('p%_2')).toEqual(['p%_2']);
  expect(await found('x1')).toEqual([]);
  expect(await found('é'.repeat(205))).toHaveLength(2);
  expect(await found(`${'é'.repeat(210)}2`)).toHaveLength(1);
});

it('what is searched for in an address is refused: addresses are logged', async () => {
  for (const path of ['decisions?applicantId=x', 'audit?subject=x', 'referrals?applicantIdPrefix=x']) {
    expect([path, (await fetch(`${api.url}/v1/${path}`)).status]).toEqual([path, 404]);
  }
});

it('logs hold no applicant, whatever is searched', async () => {
  const { id: batch } = Batch.parse(await (await postInventedFile(api.url, 3)).json());
  await recordedScore({ KEY: 'canary-applicant', HEIGHT: 170 });
  const canary = 'canary-applicant';
  for (const [path, body] of [
    ['decisions', { applicantId: canary }],
    ['decisions', { applicantIdPrefix: canary }],
    ['referrals', { applicantIdPrefix: canary }],
    ['notices', { applicantIdPrefix: canary }],
    ['audit', { subject: canary }],
    [`batches/${batch}/scores`, { applicant: canary }],
    // Bodies that are refused, and an address that somebody makes up.
    ['decisions', { applicantId: canary, limit: 0 }],
    ['decisions', { [canary]: canary }],
    [`decisions/${canary}`, {}],
  ] as const) {
    await search(`${api.url}/v1/${path}/search`, body);
  }
  await fetch(`${api.url}/v1/batches/${batch}/scores?applicant=${canary}&offset=-1`);
  await fetch(`${api.url}/v1/decisions?applicantId=${canary}`);
  expect(api.process.output).toMatch(/decisions/);
  expect(api.process.output).toMatch(/audit\/search/);
  expect(api.process.output).not.toContain(canary);
});
