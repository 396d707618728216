import { SetupError } from './setup-error.mjs';

/**
 * @typedef {{ output_type: string, ename?: string, evalue?: string, name?: string, text?: string | string[] }} Output
 * @typedef {{ cell_type: string, source: string | string[], execution_count?: number | null, metadata?: object, outputs?: Output[] }} Cell
 * @typedef {{ cells: Cell[], metadata: Record<string, unknown>, nbformat: number, nbformat_minor: number }} Notebook
 */

/**
 * A notebook as it is kept after a run: code cells counted in their order, in which nbconvert ran them and which the
 * kernel does not report, and nothing of the machine that ran it.
 *
 * @param {Notebook} notebook as nbconvert wrote it
 * @returns {Notebook}
 * @throws {SetupError} with the first cell that failed, or that wrote to standard error
 */
export function executedNotebook(notebook) {
  let count = 0;
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type !== 'code') return cell;
    count += 1;
    const failed = (cell.outputs ?? []).find(
      ({ output_type, name }) => output_type === 'error' || (output_type === 'stream' && name === 'stderr'),
    );
    if (failed !== undefined) {
      const said = failed.evalue ?? [failed.text ?? ''].flat().join('');
      throw new SetupError(`Code cell ${count} of the notebook failed:\n${said.trimEnd()}`);
    }
    return { ...cell, execution_count: count, metadata: {} };
  });
  const { kernelspec } = notebook.metadata;
  return {
    ...notebook,
    cells,
    metadata: { kernelspec, language_info: { name: 'typescript', file_extension: '.ts' } },
  };
}
