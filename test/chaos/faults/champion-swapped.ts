import type { Fault } from '../fault.ts';
import { repeatUntilStopped } from '../repeat-until-stopped.ts';

export const championSwapped: Fault = {
  name: 'champion-swapped',
  about: 'the champion is another version, and the first one again, in mid-batch',
  draw(draw) {
    const holdMs = draw.integer(1_000, 5_000);
    const everyMs = draw.integer(100, 1_500);
    return {
      details: `every ${everyMs} ms for ${holdMs} ms`,
      holdMs,
      async begin({ stage, client }) {
        let swaps = 0;
        const stop = repeatUntilStopped(everyMs, async () => {
          swaps += 1;
          const { name, version } = stage.versions[swaps % stage.versions.length]!;
          // While the platform is away for another reason the champion stays as it is.
          await client.tryOnce(`/v1/models/${name}/champion`, {
            method: 'PUT',
            body: JSON.stringify({ version }),
            headers: { 'content-type': 'application/json' },
          });
        });
        return stop;
      },
    };
  },
};
