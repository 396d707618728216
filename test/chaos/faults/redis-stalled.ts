import type { Fault } from '../fault.ts';

export const redisStalled: Fault = {
  name: 'redis-stalled',
  about: 'nothing gets through between some processes and Redis, and no connection breaks',
  draw(draw) {
    const whom = draw.some([0, 1, 2]);
    const holdMs = draw.integer(1_000, 8_000);
    return {
      details: `processes ${whom.join(' ')}, ${holdMs} ms`,
      holdMs,
      async begin({ stage }) {
        const ways = whom.map((index) => stage.services[index]!.redis);
        for (const way of ways) way.stall();
        return async () => {
          for (const way of ways) way.restore();
        };
      },
    };
  },
};
