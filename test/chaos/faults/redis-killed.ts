import type { Fault } from '../fault.ts';

export const redisKilled: Fault = {
  name: 'redis-killed',
  about: 'SIGKILL of Redis (append-only file); it starts again on its port and data',
  draw(draw) {
    const holdMs = draw.integer(200, 4_000);
    return {
      details: `${holdMs} ms`,
      holdMs,
      async begin({ stage }) {
        await stage.redis.kill();
        return () => stage.redis.restart();
      },
    };
  },
};
