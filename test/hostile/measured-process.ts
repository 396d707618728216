import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { z } from 'zod';

const EventLoopDelay = z.object({ p99Ms: z.number(), maximumMs: z.number(), samples: z.number() });
export type EventLoopDelay = z.infer<typeof EventLoopDelay>;

const monitor = pathToFileURL(join(repositoryRoot, 'test/hostile/event-loop-monitor.mjs')).href;
const kilobytesInMegabyte = 1_000;
const nanoseconds = 1e6;

/** Environment with which a process can be measured; `folder` is where it writes. */
export function measurable(folder: string): Record<string, string> {
  return {
    NODE_OPTIONS: `--import ${monitor}`,
    BORA_EVENT_LOOP_FOLDER: folder,
  };
}

/** Memory and event-loop delay of a process of its own, from outside. Source: proc(5): `clear_refs`, `VmHWM`, `schedstat`. */
export class MeasuredProcess {
  readonly #pid: number;
  readonly #file: string;

  constructor(pid: number, folder: string) {
    this.#pid = pid;
    this.#file = join(folder, `${pid}.jsonl`);
  }

  /** From now on the peak is that of what comes. */
  async resetPeak(): Promise<void> {
    await writeFile(`/proc/${this.#pid}/clear_refs`, '5');
  }

  /** The most resident memory since `resetPeak`, in megabytes. */
  async peakMb(): Promise<number> {
    const status = await readFile(`/proc/${this.#pid}/status`, 'ascii');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / kilobytesInMegabyte;
  }

  /** How long its main thread was ready and got no processor, in milliseconds: others' work, not its own. */
  async waitedMs(): Promise<number> {
    const schedule = await readFile(`/proc/${this.#pid}/task/${this.#pid}/schedstat`, 'ascii');
    return Number(schedule.split(' ')[1]) / nanoseconds;
  }

  /** How late timers came since this was asked before. */
  async takeDelay(): Promise<EventLoopDelay> {
    const before = (await this.#lines()).length;
    process.kill(this.#pid, 'SIGUSR2');
    const lines = await waitUntil(
      async () => {
        const now = await this.#lines();
        return now.length > before ? now : undefined;
      },
      { what: 'the event-loop delay' },
    );
    return EventLoopDelay.parse(JSON.parse(lines!.at(-1)!));
  }

  async #lines(): Promise<string[]> {
    const text = await readFile(this.#file, 'utf8').catch(() => '');
    return text.split('\n').filter((line) => line !== '');
  }
}
