import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks a second in /proc: fixed for user space on every Linux. */
const ticksPerSecond = 100;

interface ProcessTimes {
  readonly parent: number;
  /** Of the process with all its threads, in seconds. */
  readonly own: number;
  /** Of its children that have ended, in seconds. */
  readonly endedChildren: number;
}

/** Processor time that a process has used with all its threads, in seconds; `null` where the system does not tell. */
export async function processorSeconds(pid: number): Promise<number | null> {
  return (await readTimes(pid))?.own ?? null;
}

/** The same of a process with all that descend from it, those that have ended included. */
export async function treeProcessorSeconds(pid: number): Promise<number | null> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.map(Number).filter(Number.isInteger);
  const read = await Promise.all(pids.map(async (each) => [each, await readTimes(each)] as const));
  const times = new Map(read.flatMap(([each, found]) => (found ? [[each, found]] : [])));
  if (!times.has(pid)) return null;
  const isInTree = (each: number): boolean => {
    const parent = times.get(each)?.parent;
    return each === pid || (parent !== undefined && isInTree(parent));
  };
  return [...times]
    .filter(([each]) => isInTree(each))
    .reduce((sum, [, { own, endedChildren }]) => sum + own + endedChildren, 0);
}

async function readTimes(pid: number): Promise<ProcessTimes | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15) as [
      number,
      number,
      number,
      number,
    ];
    return {
      parent: fields[1]!,
      own: (user + system) / ticksPerSecond,
      endedChildren: (childrenUser + childrenSystem) / ticksPerSecond,
    };
  } catch {
    return undefined;
  }
}
