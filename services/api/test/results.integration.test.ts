import { Batch, BatchList, BatchRow, Problem } from '@bora/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedHeader, inventedLine } from './support/invented-schema.ts';
import { openResultStage, type ResultStage, rows } from './support/result-stage.ts';
import { fixedRecord } from './support/simulated-worker.ts';

let stage: ResultStage;
beforeAll(async () => {
  stage = await openResultStage();
});
afterAll(() => stage?.close());

describe('a batch', () => {
  it('shows the values of a row before there is a score', () => {
    expect(stage.unscoredRow).toMatchObject({ score: null, reject: null });
  });

  it('adds up when it is complete', () => {
    expect(stage.batch).toMatchObject({ rows, rowsScored: rows - 2, rowsRejected: 2, secondsLeft: null });
    expect(stage.batch.summary.approve + stage.batch.summary.refer + stage.batch.summary.decline).toBe(
      rows - 2,
    );
    expect(stage.batch.summary.scoreHistogram.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows - 2);
    expect(stage.batch.rowsPerSecond).toBeGreaterThan(0);
    expect(stage.batch.endedAt).not.toBeNull();
  });
});

describe('one row', () => {
  it('shows the values that were given and the score', async () => {
    const { values, score, reject } = BatchRow.parse(
      await stage.get(`/v1/batches/${stage.batch.id}/rows/1000`),
    );
    expect(values).toEqual({ KEY: 'id-1000', HEIGHT: '100', COLOUR: 'R', WINDY: 'N', NOTE: 'note 1000' });
    expect(score).toMatchObject({ row: 1000, applicantId: 'id-1000', pd: fixedRecord(1000).pd });
    expect(reject).toBeNull();
  });

  it('shows why it was rejected', async () => {
    const row = BatchRow.parse(await stage.get(`/v1/batches/${stage.batch.id}/rows/700`));
    expect(row.score).toBeNull();
    expect(row.reject).toMatchObject({ row: 700, line: 701, code: 'missing-id', column: 'Key' });
    expect(row.values).toMatchObject({ KEY: '', NOTE: 'no id' });
  });

  it('that the batch does not have is not found', async () => {
    const response = await fetch(`${stage.api.url}/v1/batches/${stage.batch.id}/rows/${rows + 1}`);
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([404, 'row-not-found']);
  });
});

describe('cancelling', () => {
  it('a batch that has ended is refused', async () => {
    const response = await fetch(`${stage.api.url}/v1/batches/${stage.batch.id}`, { method: 'DELETE' });
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([409, 'batch-ended']);
  });

  it('a running batch keeps the rows that were scored before readable', async () => {
    await stage.worker.close();
    const running = await stage.post(`${inventedHeader}\n${inventedLine(1)}\n`);
    const response = await fetch(`${stage.api.url}/v1/batches/${running.id}`, { method: 'DELETE' });
    expect(Batch.parse(await response.json())).toMatchObject({ state: 'cancelled', failure: null });
    expect(await stage.api.redis.keys(`bora:{${running.id}}:chunk:*`)).toEqual([]);
    expect(await stage.get(`/v1/batches/${running.id}/scores`)).toMatchObject({ total: 0 });
    const csv = await fetch(`${stage.api.url}/v1/batches/${running.id}/scores.csv`);
    expect(csv.headers.get('bora-batch-state')).toBe('cancelled');
    expect(csv.headers.get('bora-rows-waiting')).toBe('1');
  });
});

describe('the list of batches', () => {
  it('pages through all of them, newest first, none twice', async () => {
    const posted = await Promise.all(
      [1, 2, 3, 4, 5].map(() => stage.post(`${inventedHeader}\n${inventedLine(1)}\n`)),
    );
    const seen: Batch[] = [];
    let query = 'limit=2';
    for (;;) {
      const { batches, nextCursor } = BatchList.parse(await stage.get(`/v1/batches?${query}`));
      seen.push(...batches);
      if (nextCursor === null) break;
      query = `limit=2&cursor=${nextCursor}`;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining(posted.map(({ id }) => id)));
    const times = seen.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
  });
});

describe('an id that nobody knows', () => {
  const ids = [
    "1' OR '1'='1",
    '00000000-0000-4000-8000-000000000000',
    '*',
    '../../etc/passwd',
    '{bora}:chunks:meta',
    'x'.repeat(250),
  ];
  it.each(ids)('%s is not found', async (id) => {
    for (const path of ['', '/scores', '/scores.csv', '/rejects.csv', '/rows/1']) {
      const response = await fetch(`${stage.api.url}/v1/batches/${encodeURIComponent(id)}${path}`);
      expect([response.status, Problem.parse(await response.json()).code]).toEqual([404, 'batch-not-found']);
    }
    const response = await fetch(`${stage.api.url}/v1/scores/${encodeURIComponent(id)}`);
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([404, 'score-not-found']);
  });
});
