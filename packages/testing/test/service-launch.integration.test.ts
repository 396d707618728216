import { afterAll, beforeAll, expect, test } from 'vitest';
import { serviceLaunch, spawnProgram, type TemporaryDirectory, temporaryDirectory } from '../src/index.ts';

let folder: TemporaryDirectory;
beforeAll(async () => {
  folder = await temporaryDirectory();
});
afterAll(() => folder.remove());

/** Says what Node was started with, before the program does anything. */
const confession = `data:text/javascript,${encodeURIComponent(
  'console.log("started with " + JSON.stringify([process.execArgv, process.env]))',
)}`;

test.each([
  ['compiled', false],
  ['from its source', true],
])(
  'a service that is started %s has the limits of its memory that operations give it',
  async (_, isFromSource) => {
    const { nodeOptions, environment } = await serviceLaunch('api');
    expect(nodeOptions.join(' ')).toMatch(/--max-old-space-size=\d+/);
    const api = await spawnProgram('api', {
      isFromSource,
      args: ['--check'],
      cwd: folder.path,
      env: { NODE_OPTIONS: `--import ${confession}` },
    });
    const [, said] = await api.waitForOutput(/^started with (.+)$/m);
    const [options, seen] = JSON.parse(said!);
    expect(options).toEqual(expect.arrayContaining(nodeOptions));
    expect(options.includes('--import')).toBe(isFromSource);
    expect(seen).toMatchObject(environment);
    expect((await api.exited).code).toBe(0);
  },
);
