import { BatchRejects, BatchScores, Problem, type RowScore } from '@bora/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileIds, openResultStage, type ResultStage, rows, scoredRows } from './support/result-stage.ts';
import { bodyOf, search } from './support/search.ts';
import { fixedRecord } from './support/simulated-worker.ts';

let stage: ResultStage;
beforeAll(async () => {
  stage = await openResultStage();
});
afterAll(() => stage?.close());

async function page(query: string): Promise<BatchScores> {
  const found = await search(`${stage.api.url}/v1/batches/${stage.batch.id}/scores/search`, bodyOf(query));
  return BatchScores.parse(await found.json());
}

describe('pages of scores', () => {
  it('in the order of the file hold every scored row once', async () => {
    const pages = await Promise.all([0, 600, 1200].map((offset) => page(`offset=${offset}&limit=600`)));
    expect(pages.map(({ total }) => total)).toEqual([rows - 2, rows - 2, rows - 2]);
    expect(pages.flatMap(({ scores }) => scores.map(({ row }) => row))).toEqual(scoredRows);
  });

  const orders: Record<string, (left: RowScore, right: RowScore) => number> = {
    pd: (left, right) => left.pd - right.pd || left.row - right.row,
    '-pd': (left, right) => right.pd - left.pd || left.row - right.row,
    score: (left, right) => left.score - right.score || left.row - right.row,
    '-score': (left, right) => right.score - left.score || left.row - right.row,
  };
  it.each(Object.entries(orders))('sorted by %s are the pages of the sorted whole', async (sort, compare) => {
    const whole = (
      await Promise.all([0, 1_000].map((offset) => page(`offset=${offset}&limit=1000`)))
    ).flatMap(({ scores }) => scores);
    const expected = whole.sort(compare).map(({ row }) => row);
    const pages = await Promise.all(
      [0, 700, 1_400].map((offset) => page(`sort=${sort}&offset=${offset}&limit=700`)),
    );
    expect(pages.flatMap(({ scores }) => scores.map(({ row }) => row))).toEqual(expected);
  });

  it('of one decision hold only its rows', async () => {
    const { total, scores } = await page('decision=refer&limit=1000');
    expect(total).toBe(stage.batch.summary.refer);
    expect(scores.map(({ row }) => row)).toEqual(
      scoredRows.filter((row) => fixedRecord(row).decision === 'refer'),
    );
  });

  it.each([
    ['warning=out-of-bounds', (row: number) => row % 10 === 0],
    ['reason=COLOUR', () => true],
    ['reason=HEIGHT', () => false],
    [
      'scoreFrom=500&scoreTo=600',
      (row: number) => fixedRecord(row).score >= 500 && fixedRecord(row).score <= 600,
    ],
    ['applicant=D-17', (row: number) => !hostileIds.has(row) && String(row).startsWith('17')],
    [
      'decision=approve&warning=out-of-bounds',
      (row: number) => row % 10 === 0 && fixedRecord(row).decision === 'approve',
    ],
  ])('with %s hold exactly the rows that match', async (query, isMatch) => {
    const first = await page(`${query}&limit=1000`);
    const second = await page(`${query}&limit=1000&offset=1000`);
    const expected = scoredRows.filter(isMatch);
    expect(first.total).toBe(expected.length);
    expect([...first.scores, ...second.scores].map(({ row }) => row)).toEqual(expected);
  });

  it('by a reason that is no variable are refused', async () => {
    const response = await fetch(`${stage.api.url}/v1/batches/${stage.batch.id}/scores?reason=NOBODY`);
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([400, 'bad-request']);
  });

  it('after the last row are empty', async () => {
    expect((await page('offset=5000')).scores).toEqual([]);
    expect((await page('offset=5000&sort=pd')).scores).toEqual([]);
  });

  it('say everything of a score', async () => {
    const [tenth] = (await page('offset=8&limit=1')).scores;
    expect(tenth).toMatchObject({
      row: 10,
      applicantId: 'id-10',
      pd: fixedRecord(10).pd,
      score: fixedRecord(10).score,
      reasons: [{ code: 'colour', variable: 'COLOUR', text: 'Colour, and more', points: -3.2 }],
      policyReason: null,
      warnings: ['out-of-bounds'],
      model: { name: 'invented', version: 'v1' },
      policy: { name: 'default', version: 1 },
    });
  });
});

describe('pages of rejects', () => {
  it('hold the rejected rows in the order of the file', async () => {
    const read = async (query: string) =>
      BatchRejects.parse(await stage.get(`/v1/batches/${stage.batch.id}/rejects?${query}`));
    const all = await read('');
    expect([all.total, all.rejects.map(({ row }) => row)]).toEqual([2, [5, 700]]);
    expect((await read('limit=1')).rejects.map(({ row }) => row)).toEqual([5]);
    expect((await read('limit=1&offset=1')).rejects.map(({ row }) => row)).toEqual([700]);
    expect((await read('offset=2')).rejects).toEqual([]);
  });
});
