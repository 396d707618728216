import { readFileSync } from 'node:fs';

/**
 * Largest resident set of this process so far, in bytes; where the system tells, without that of the process which
 * started it.
 */
export function peakMemoryBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))![1]) * 1024;
}
