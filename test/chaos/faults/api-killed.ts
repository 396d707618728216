import type { Fault } from '../fault.ts';

export const apiKilled: Fault = {
  name: 'api-killed',
  about: 'SIGKILL of the api; it starts again',
  draw(draw) {
    const holdMs = draw.integer(0, 2_000);
    return {
      details: `${holdMs} ms`,
      holdMs,
      async begin({ stage }) {
        await stage.api.kill();
        return () => stage.api.start();
      },
    };
  },
};
