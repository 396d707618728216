import { peakMemoryBytes } from '../src/bench/peak-memory.ts';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

/** Runs one command and says, as JSON, how it ended and how many bytes the process held at most. */
const terminal = memoryTerminal(process.env);
const code = await runProgram(process.argv.slice(2), terminal);
process.stdout.write(`${JSON.stringify({ code, err: terminal.err, peakBytes: peakMemoryBytes() })}\n`);
