import { readAllRejects } from '@bora/batch-store';
import { batchOf, expectedRows, type Invariant } from './evidence.ts';

export const rejectsRight: Invariant = {
  name: 'exactly the rows that are no applicants are rejected, each once',
  async check(evidence) {
    const { stage, ledger } = evidence;
    const wrong: string[] = [];
    for (const accepted of ledger.files) {
      const batch = batchOf(evidence, accepted);
      if (!batch) continue;
      const expected = await expectedRows(evidence, accepted, batch);
      const must = [...expected].flatMap(([row, one]) =>
        'rejected' in one ? [`${row} ${one.rejected}`] : [],
      );
      const found: string[] = [];
      for await (const rejects of readAllRejects(stage.direct, stage.cipher, batch))
        found.push(...rejects.map(({ row, code }) => `${row} ${code}`));
      const { key } = accepted.file;
      if (batch.rowsRejected !== must.length)
        wrong.push(`${key}: ${batch.rowsRejected} rejects are counted, not ${must.length}`);
      const [extra, lacking] = [without(found, must), without(must, found)];
      if (found.length !== new Set(found).size) wrong.push(`${key}: a row is rejected twice`);
      if (extra.length > 0)
        wrong.push(`${key}: rejected without need: ${extra.slice(0, 3).join(', ')} (${extra.length})`);
      if (lacking.length > 0)
        wrong.push(`${key}: not rejected: ${lacking.slice(0, 3).join(', ')} (${lacking.length})`);
    }
    return wrong;
  },
};

function without(items: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return items.filter((item) => !known.has(item));
}
