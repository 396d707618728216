import { setMaxListeners } from 'node:events';
import { runProgram } from './program.ts';
import { outliveReader } from './terminal/outlive-reader.ts';

const interruption = new AbortController();
// Thousands of requests listen to it until they are collected: that is no leak to warn of.
setMaxListeners(0, interruption.signal);
// The second Ctrl-C ends at once, as the system does it.
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());

outliveReader(process.stdout);
outliveReader(process.stderr);

process.exitCode = await runProgram(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  signal: interruption.signal,
});
