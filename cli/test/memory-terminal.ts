import { Writable } from 'node:stream';
import type { Terminal } from '../src/terminal/terminal.ts';

export interface MemoryTerminal extends Terminal {
  readonly out: string;
  readonly err: string;
  interrupt(): void;
}

/** A terminal whose words a test reads. */
export function memoryTerminal(environment: NodeJS.ProcessEnv = {}): MemoryTerminal {
  const interruption = new AbortController();
  const said = { out: '', err: '' };
  const collect = (stream: keyof typeof said) =>
    new Writable({
      write(piece, _encoding, done) {
        said[stream] += String(piece);
        done();
      },
    });
  return {
    stdout: collect('out'),
    stderr: collect('err'),
    environment,
    signal: interruption.signal,
    get out() {
      return said.out;
    },
    get err() {
      return said.err;
    },
    interrupt: () => interruption.abort(),
  };
}
