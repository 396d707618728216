import type { Fault } from '../fault.ts';
import { inMidJob } from './in-mid-job.ts';

export const workerKilled: Fault = {
  name: 'worker-killed',
  about: 'SIGKILL of a worker; another one starts',
  draw(draw) {
    const number = draw.integer(0, 1);
    const holdMs = draw.integer(0, 3_000);
    return {
      details: `worker ${number + 1}, ${holdMs} ms`,
      holdMs,
      async begin({ stage }) {
        const worker = stage.workers[number]!;
        await inMidJob(stage);
        await worker.kill();
        return () => worker.start();
      },
    };
  },
};
