import { readFileSync } from 'node:fs';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

/** Runs one command and says, as JSON, how it ended and how many bytes the process held at most. */
const terminal = memoryTerminal(process.env);
const code = await runProgram(process.argv.slice(2), terminal);
process.stdout.write(`${JSON.stringify({ code, err: terminal.err, peakBytes: peakBytes() })}\n`);

/** Of this program alone: what `resourceUsage` says may be of the process that started it. */
function peakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))![1]) * 1024;
}
