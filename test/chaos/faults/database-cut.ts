import type { Fault } from '../fault.ts';

export const databaseCut: Fault = {
  name: 'database-cut',
  about: 'connections to PostgreSQL break or stand still',
  draw(draw) {
    const how = draw.pick(['cut', 'stall'] as const);
    const holdMs = draw.integer(100, 6_000);
    return {
      details: `${how}, ${holdMs} ms`,
      holdMs,
      async begin({ stage }) {
        const way = stage.api.database!;
        way[how]();
        return async () => way.restore();
      },
    };
  },
};
