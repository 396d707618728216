import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is held, not what the collector has yet to get round to: that depends on the machine's mood. */
let mostHeldBytes = 0;
const sampling = setInterval(() => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  mostHeldBytes = Math.max(mostHeldBytes, heapUsed + external);
}, 250);

/** Runs one command and says, as JSON, how it ended and how many bytes the process held at most. */
const terminal = memoryTerminal(process.env);
const code = await runProgram(process.argv.slice(2), terminal);
clearInterval(sampling);
process.stdout.write(`${JSON.stringify({ code, err: terminal.err, mostHeldBytes })}\n`);
