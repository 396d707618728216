import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const module = fileURLToPath(new URL('../src/step-back.ts', import.meta.url));
const program = `
  import { getPriority } from 'node:os';
  const { stepBack } = await import(${JSON.stringify(module)});
  stepBack(3);
  const first = getPriority(0);
  stepBack(10);
  console.log(first, getPriority(0));`;

test.runIf(process.platform === 'linux')(
  'a thread of a process that was started with a low priority steps back from there, for raising it is not allowed',
  async () => {
    const node = [
      process.execPath,
      '--import',
      import.meta.resolve('tsx'),
      '--input-type=module',
      '-e',
      program,
    ];
    const { stdout } = await run('nice', ['-n', '15', ...node]);
    expect(stdout.trim()).toBe('18 19');
  },
);
