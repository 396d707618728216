import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Watches how much memory processes hold, with those that they started. */
export interface MemorySampler {
  /** Largest resident set since the last call, in bytes, for each watched process; and begins anew. */
  takePeaks(): Record<string, number>;
  stop(): Promise<void>;
}

const everyMs = 250;

export function watchMemory(processes: readonly { name: string; pid: number }[]): MemorySampler {
  let peaks: Record<string, number> = {};
  const stopping = new AbortController();
  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      for (const { name, pid } of processes) {
        peaks[name] = Math.max(peaks[name] ?? 0, await residentBytes(pid));
      }
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
  const watching = watch();
  return {
    takePeaks() {
      const taken = peaks;
      peaks = {};
      return taken;
    },
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

/** Resident memory of a process and its descendants in bytes; 0 when it is gone. */
export async function residentBytes(pid: number): Promise<number> {
  return process.platform === 'linux' ? ofProc(pid) : ofPs(pid);
}

async function ofProc(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const own = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
    const tasks = await readdir(`/proc/${pid}/task`);
    const lists = await Promise.all(
      tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8')),
    );
    const children = lists.flatMap((list) => list.split(' ').filter(Boolean)).map(Number);
    const ofChildren = await Promise.all(children.map(ofProc));
    return ofChildren.reduce((sum, bytes) => sum + bytes, own);
  } catch {
    // A process may end between two reads.
    return 0;
  }
}

async function ofPs(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,rss=']);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const sum = (root: number): number =>
    lines.reduce((bytes, [own, parent, kilobytes]) => {
      if (own === root) return bytes + kilobytes! * 1024;
      return parent === root ? bytes + sum(own!) : bytes;
    }, 0);
  return sum(pid);
}
