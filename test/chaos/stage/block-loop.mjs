import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

// Loaded before a program: on SIGUSR2 its event loop stands still for as many milliseconds as the file says.
if (isMainThread) {
  process.on('SIGUSR2', () => {
    const blockMs = Number(readFileSync(process.env.BORA_CHAOS_BLOCK_FILE ?? '', 'utf8'));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, blockMs);
  });
}
