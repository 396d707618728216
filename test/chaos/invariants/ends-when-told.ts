import type { Invariant } from './evidence.ts';

const withinMs = 15_000;

/** The last one: nothing runs afterwards. */
export const endsWhenTold: Invariant = {
  name: `every process ends in order within ${withinMs / 1000} s of SIGTERM`,
  async check({ stage }) {
    const ends = await Promise.all(
      stage.services.map(async (service) => {
        const toldAt = performance.now();
        const { code, signal } = await service.stop();
        const ms = performance.now() - toldAt;
        const isOrderly = code === 0 && ms <= withinMs;
        return isOrderly ? [] : [`${service.name} ended with ${signal ?? code} after ${Math.round(ms)} ms`];
      }),
    );
    return ends.flat();
  },
};
