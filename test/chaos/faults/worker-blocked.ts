import type { Fault } from '../fault.ts';
import { inMidJob } from './in-mid-job.ts';

const blockMs = 30_000;

export const workerBlocked: Fault = {
  name: 'worker-blocked',
  about: 'the event loop of a worker stands still for 30 s, its threads go on',
  // It makes a run long, and every round of faults holds it once as it is.
  weight: 0.2,
  draw(draw) {
    const number = draw.integer(0, 1);
    return {
      details: `worker ${number + 1}, ${blockMs} ms`,
      holdMs: blockMs,
      async begin({ stage }) {
        await inMidJob(stage);
        await stage.workers[number]!.blockLoop(blockMs);
        return async () => {};
      },
    };
  },
};
