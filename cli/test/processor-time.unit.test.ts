import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { processorSeconds, treeProcessorSeconds } from '../src/bench/processor-time.ts';

/** A busy child that ends, a word of it, and then nothing. */
const script = `node -e 'const end = Date.now() + 600; while (Date.now() < end);'; echo ended; sleep 30; true`;

test.each([
  ['its children', script],
  ['those further down', `( (${script}); true); true`],
])(
  'the processor time of a process with all that descend from it holds that of %s that have ended',
  async (_, text) => {
    const shell = spawn('sh', ['-c', text], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
    try {
      await once(shell.stdout, 'data');
      expect(await treeProcessorSeconds(shell.pid!)).toBeGreaterThan(0.2);
      expect(await processorSeconds(shell.pid!)).toBeLessThan(0.2);
    } finally {
      process.kill(-shell.pid!, 'SIGKILL');
    }
  },
);

test('the processor time of a process that is not there is unknown', async () => {
  expect([await processorSeconds(0), await treeProcessorSeconds(0)]).toEqual([null, null]);
});
