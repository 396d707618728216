import { Batch } from '@bora/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedHeader } from './support/invented-schema.ts';
import { badLines, openResultStage, type ResultStage, scoredRows } from './support/result-stage.ts';
import { fixedRecord } from './support/simulated-worker.ts';

let stage: ResultStage;
beforeAll(async () => {
  stage = await openResultStage();
});
afterAll(() => stage?.close());

describe('the rejected rows', () => {
  it('come as they stood in the file, under its header, and can be corrected and sent again', async () => {
    const response = await fetch(`${stage.api.url}/v1/batches/${stage.batch.id}/rejected-rows`);
    expect(response.headers.get('content-disposition')).toContain('.csv"');
    const text = await response.text();
    expect(text).toBe(`${inventedHeader}\n${[...badLines.values()].join('\n')}\n`);
    const corrected = text.replace('too,few', 'mended,1,R,Y,n').replace('\n,1,R', '\nnamed,1,R');
    const again = await stage.completed((await stage.post(corrected)).id);
    expect(again).toMatchObject({ rowsScored: 2, rowsRejected: 0 });
  });
});

describe('exports', () => {
  async function csv(name: string): Promise<{ lines: string[]; headers: Headers }> {
    const response = await fetch(`${stage.api.url}/v1/batches/${stage.batch.id}/${name}`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const text = await response.text();
    expect(text.endsWith('\n')).toBe(true);
    return { lines: text.slice(0, -1).split('\n'), headers: response.headers };
  }

  it('hold a line for every scored row, in order', async () => {
    const { lines, headers } = await csv('scores.csv');
    expect(lines[0]).toBe(
      'row,applicantId,pd,score,decision,reasons,warnings,model,policy,overriddenTo,overriddenBy,overriddenAt,decidedAt,confirmedBy',
    );
    expect(lines.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(scoredRows);
    const { pd, score, decision } = fixedRecord(10);
    expect(lines[9]).toBe(
      `10,id-10,${pd},${score},${decision},"Colour, and more",out-of-bounds,invented/v1,default/1,,,,${stage.batch.endedAt},`,
    );
    expect(headers.get('bora-batch-state')).toBe('completed');
    expect(headers.get('bora-rows-waiting')).toBe('0');
  });

  it('bear the name of the uploaded file, or the id of a file without a name', async () => {
    const nameless = `attachment; filename="scores-${stage.batch.id}.csv"`;
    expect((await csv('scores.csv')).headers.get('content-disposition')).toBe(nameless);
    const form = new FormData();
    form.append('file', new Blob([`${inventedHeader}\ngood,1,R,Y,n\n`]), '../march; sales.csv');
    const answer = await fetch(`${stage.api.url}/v1/batches`, { method: 'POST', body: form });
    const { id } = Batch.parse(await answer.json());
    const exported = ['scores.csv', 'rejects.csv', 'rejected-rows'].map(async (name) => {
      const response = await fetch(`${stage.api.url}/v1/batches/${id}/${name}`);
      await response.text();
      return response.headers.get('content-disposition');
    });
    expect(await Promise.all(exported)).toEqual(
      ['scores', 'rejects', 'rejected-rows'].map((what) => `attachment; filename="march- sales-${what}.csv"`),
    );
  });

  it('hold no cell that a spreadsheet would run, and leave numbers alone', async () => {
    const { lines } = await csv('scores.csv');
    expect(lines[2]).toMatch(/^2,'=cmd\(\),/);
    expect(lines[3]).toMatch(/^3,'@sum,/);
    expect(lines[4]).toMatch(/^4,-7,/);
    expect(lines[5]).toMatch(/^6,"a ""quoted"", id",/);
    expect(lines[7]).toMatch(/^8,'\+1\+1,/);
  });

  it('hold a line for every rejected row', async () => {
    const { lines } = await csv('rejects.csv');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe('row,line,code,column,given,allowed');
    expect(lines[1]).toBe('5,6,wrong-field-count,,2,5 fields');
    expect(lines[2]).toBe('700,701,missing-id,Key,,any text that is not empty');
  });
});
