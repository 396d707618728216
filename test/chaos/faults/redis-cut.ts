import type { Fault } from '../fault.ts';

export const redisCut: Fault = {
  name: 'redis-cut',
  about: 'connections to Redis of some processes break, and new ones are refused',
  draw(draw) {
    const whom = draw.some([0, 1, 2]);
    const holdMs = draw.integer(100, 5_000);
    return {
      details: `processes ${whom.join(' ')}, ${holdMs} ms`,
      holdMs,
      async begin({ stage }) {
        const ways = whom.map((index) => stage.services[index]!.redis);
        for (const way of ways) way.cut();
        return async () => {
          for (const way of ways) way.restore();
        };
      },
    };
  },
};
