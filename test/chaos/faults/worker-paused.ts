import type { Fault } from '../fault.ts';
import { inMidJob } from './in-mid-job.ts';

/** Longer than its locks of 5 s live: others take its jobs over, and then it goes on with them. */
const pauseMs = [6_000, 9_000] as const;

export const workerPaused: Fault = {
  name: 'worker-paused',
  about: 'SIGSTOP of a worker for longer than its locks live, then SIGCONT',
  draw(draw) {
    const number = draw.integer(0, 1);
    const holdMs = draw.integer(...pauseMs);
    return {
      details: `worker ${number + 1}, ${holdMs} ms`,
      holdMs,
      async begin({ stage }) {
        const worker = stage.workers[number]!;
        await inMidJob(stage);
        worker.signal('SIGSTOP');
        return async () => worker.signal('SIGCONT');
      },
    };
  },
};
