import { batchOf, type Invariant } from './evidence.ts';

/** Each accepted file is one batch, which has ended well, and there is no other batch that scored anything. */
export const acceptedOnce: Invariant = {
  name: 'every accepted file is one batch, and it is completed',
  async check(evidence) {
    const { ledger, batches, stage } = evidence;
    const wrong: string[] = [];
    for (const accepted of ledger.files) {
      const { file, batchIds } = accepted;
      if (batchIds.size !== 1) wrong.push(`${file.key} was answered with ${batchIds.size} batches`);
      const state = batchOf(evidence, accepted)?.state;
      if (state !== 'completed') wrong.push(`the batch of ${file.key} is ${state ?? 'gone'}`);
    }
    const known = new Set(ledger.files.flatMap(({ batchIds }) => [...batchIds]));
    const recorded = await stage.database.ask<{ id: string }>('select id from batches');
    for (const { id } of recorded)
      if (!known.has(id)) wrong.push(`batch ${id} is in the record, and nobody was told of it`);
    for (const { id, state, rowsScored } of batches) {
      if (known.has(id)) continue;
      // An upload that broke off, before the same file was sent again.
      if (state !== 'failed' || rowsScored > 0)
        wrong.push(`batch ${id} is ${state}, and nobody was told of it`);
    }
    return wrong;
  },
};
