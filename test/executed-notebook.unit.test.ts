import { expect, test } from 'vitest';
import { executedNotebook } from '../scripts/setup/executed-notebook.mjs';

const notebook = (outputs: { output_type: string; name?: string; text?: string[]; evalue?: string }[]) => ({
  cells: [
    { cell_type: 'markdown', source: '# Title' },
    {
      cell_type: 'code',
      source: '1',
      execution_count: null,
      metadata: { execution: { started: 'today' } },
      outputs: [],
    },
    { cell_type: 'code', source: '2', execution_count: null, metadata: {}, outputs },
  ],
  metadata: { kernelspec: { name: 'tslab' }, language_info: { version: '3.7.2' }, machine: 'here' },
  nbformat: 4,
  nbformat_minor: 5,
});

test('cells of a run are counted in their order, and nothing of the machine is kept', () => {
  const { cells, metadata } = executedNotebook(
    notebook([{ output_type: 'stream', name: 'stdout', text: ['2'] }]),
  );
  expect(cells.map(({ execution_count }) => execution_count)).toEqual([undefined, 1, 2]);
  expect(JSON.stringify({ cells, metadata })).not.toMatch(/today|here/);
});

test('a run in which a cell failed is not kept: the cell and its words are said', () => {
  const typeError = { output_type: 'stream', name: 'stderr', text: ['16:57 - Operator', " '+' cannot\n"] };
  expect(() => executedNotebook(notebook([typeError]))).toThrow(
    "Code cell 2 of the notebook failed:\n16:57 - Operator '+' cannot",
  );
  expect(() => executedNotebook(notebook([{ output_type: 'error', evalue: 'no such file' }]))).toThrow(
    'no such file',
  );
});
