import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export interface ChildLimits {
  readonly residentBytes: number;
  /** Time that it has for itself: what it waits for whoever reads its output does not count. */
  readonly timeoutMs: number;
}

export interface ChildWatch {
  /** It took more than it may, and was killed. */
  readonly exceeded: boolean;
  /** From here on it waits for its reader. */
  hold(): void;
  release(): void;
  stop(): void;
}

const watchEveryMs = 50;
const pageBytes = 4_096;

/** Kills a child that exceeds its time or, where the system tells it (Linux), its resident memory. */
export function watchChild(child: ChildProcess, { residentBytes, timeoutMs }: ChildLimits): ChildWatch {
  let endsAtMs = performance.now() + timeoutMs;
  let heldAtMs: number | undefined;
  let exceeded = false;
  const isLate = () => heldAtMs === undefined && performance.now() >= endsAtMs;
  const timer = setInterval(async () => {
    if (!isLate() && (await residentBytesOf(child.pid)) < residentBytes) return;
    exceeded = true;
    child.kill('SIGKILL');
  }, watchEveryMs);
  return {
    get exceeded() {
      return exceeded;
    },
    hold() {
      heldAtMs = performance.now();
    },
    release() {
      if (heldAtMs !== undefined) endsAtMs += performance.now() - heldAtMs;
      heldAtMs = undefined;
    },
    stop() {
      clearInterval(timer);
    },
  };
}

/** Source: proc(5), the second field of statm. 0 where it is not told. */
async function residentBytesOf(pid: number | undefined): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'ascii').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * pageBytes;
}
