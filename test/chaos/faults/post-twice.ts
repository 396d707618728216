import type { Fault } from '../fault.ts';
import { makeFile, sendFile } from '../load/send-file.ts';
import { sendSingle } from '../load/send-single.ts';

export const postTwice: Fault = {
  name: 'post-twice',
  about: 'the same file and the same application are posted several times at once with one key',
  draw(draw) {
    const atOnce = draw.integer(2, 6);
    const rows = draw.logarithmic(300, 5_000);
    const firstApplicant = draw.integer(0, 10_000);
    return {
      details: `${rows} rows, ${atOnce} at once`,
      holdMs: 0,
      async begin({ client, ledger, pool }) {
        const file = makeFile(pool, { key: 'posted-at-once', firstApplicant, rows, badRows: [rows - 1] });
        const single = { key: 'single-posted-at-once', applicant: firstApplicant };
        await Promise.all([
          sendFile(client, file, ledger, { atOnce }),
          sendSingle(client, pool, single, ledger, atOnce),
        ]);
        return async () => {};
      },
    };
  },
};
