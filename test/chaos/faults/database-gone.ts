import { waitUntil } from '@bora/testing';
import type { Fault } from '../fault.ts';

export const databaseGone: Fault = {
  name: 'database-gone',
  about: 'SIGKILL of PostgreSQL; it starts again on its port and data',
  draw(draw) {
    const holdMs = draw.integer(500, 5_000);
    return {
      details: `${holdMs} ms`,
      holdMs,
      async begin({ stage }) {
        await stage.postgres.kill();
        // Its children hold its memory until they have noticed.
        const isBack = () =>
          stage.postgres.restart().then(
            () => true,
            () => false,
          );
        return async () => {
          await waitUntil(isBack, { what: 'PostgreSQL to start again', timeoutMs: 20_000, everyMs: 200 });
        };
      },
    };
  },
};
