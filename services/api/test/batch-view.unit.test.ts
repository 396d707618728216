import { parseBatchRecord } from '@bora/batch-store';
import { Batch } from '@bora/contracts';
import { describe, expect, it } from 'vitest';
import { batchView } from '../src/batches/batch-view.ts';
import { batchFields } from './support/batch-fields.ts';

const id = '7f0c1f5e-8d5b-4f0e-9a52-6f7d1c2b3a4d';

function view(fields: Record<string, string>, nowMs: number): Batch {
  return Batch.parse(batchView(parseBatchRecord(id, batchFields(fields))!, null, nowMs));
}

describe('a batch', () => {
  it('that runs tells its rate and the time that is left', () => {
    const running = { rows: '1000', rowsScored: '190', rowsRejected: '10', scoringSinceMs: '2000' };
    expect(view(running, 4_000)).toMatchObject({ rowsPerSecond: 100, secondsLeft: 8, endedAt: null });
  });

  it('of which no row is done yet tells neither', () => {
    expect(view({ rows: '1000', scoringSinceMs: '2000' }, 4_000)).toMatchObject({
      rowsPerSecond: null,
      secondsLeft: null,
    });
  });

  it('that has ended keeps the rate that it had, and has no time left', () => {
    const ended = {
      state: 'completed',
      rows: '10',
      rowsScored: '10',
      scoringSinceMs: '2000',
      endedAtMs: '3000',
    };
    expect(view(ended, 99_000)).toMatchObject({
      rowsPerSecond: 10,
      secondsLeft: null,
      endedAt: '1970-01-01T00:00:03.000Z',
    });
  });

  it('that failed says why', () => {
    const failed = {
      state: 'failed',
      failureCode: 'upload-empty',
      failureMessage: 'No rows.',
      endedAtMs: '3000',
    };
    expect(view(failed, 4_000)).toMatchObject({
      failure: { code: 'upload-empty', message: 'No rows.' },
      rows: null,
      fileSha256: null,
    });
  });
});
