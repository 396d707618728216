import type { Fault } from '../fault.ts';

export const diskFull: Fault = {
  name: 'disk-full',
  about: 'no space is left where uploads are kept',
  stores: 'small-disk',
  draw(draw) {
    const holdMs = draw.integer(1_000, 5_000);
    return {
      details: `${holdMs} ms`,
      holdMs,
      async begin({ stage }) {
        const disk = stage.stores.disk!;
        await disk.fill();
        return () => disk.free();
      },
    };
  },
};
