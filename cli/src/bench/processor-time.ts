import { readFile } from 'node:fs/promises';

/** Clock ticks a second in /proc: fixed for user space on every Linux. */
const ticksPerSecond = 100;

/** Processor time that a process has used with all its threads, in seconds; `null` where the system does not tell. */
export async function processorSeconds(pid: number): Promise<number | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system] = [Number(fields[11]), Number(fields[12])];
    return (user + system) / ticksPerSecond;
  } catch {
    return null;
  }
}
