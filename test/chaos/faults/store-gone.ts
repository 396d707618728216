import type { Fault } from '../fault.ts';

export const storeGone: Fault = {
  name: 'store-gone',
  about: 'SIGKILL of the S3 server; it starts again on its port and data',
  stores: 's3',
  draw(draw) {
    const holdMs = draw.integer(500, 5_000);
    return {
      details: `${holdMs} ms`,
      holdMs,
      async begin({ stage }) {
        const server = stage.stores.server!;
        await server.kill();
        return () => server.restart();
      },
    };
  },
};
