import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@bora/testing';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createProgram } from '../cli/src/program.ts';
import { memoryTerminal } from '../cli/test/memory-terminal.ts';
import { documentedCommands } from './src/documented-commands.ts';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const composeTest = read('scripts/compose-test.sh');
/** Everything that runs commands: tests, a script that one of them runs, and the test of the composition. */
const runners = execFileSync('git', ['ls-files', '*.test.ts', 'test/setup-scripts', 'packages/testing/src'], {
  cwd: repositoryRoot,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|mjs)$/.test(file))
  .map(read)
  .concat(read('scripts/restore-drill.mjs'), composeTest)
  .join('\n');

const all = documentedCommands();
const places = (commands: readonly { document: string; command: string }[]) =>
  commands.map(({ document, command }) => `${document}: ${command}`);
const starting = (pattern: RegExp) => all.filter(({ command }) => pattern.test(command));

describe('every command that a document names', () => {
  const ofBora = starting(/^(npm run -s bora --|bora|pnpm bora) /);

  test('is of a kind that is looked at here', () => {
    const kinds =
      /^(npm run -s bora --|bora|pnpm bora|curl|docker|openssl rand|node scripts\/|scripts\/|npm |npx (vitest run|vite|tsx services|pnpm|--yes pnpm)|pnpm)/;
    expect(places(all.filter(({ command }) => !kinds.test(command)))).toEqual([]);
    expect(all.length).toBeGreaterThan(60);
  });

  test('of npm is a script of package.json', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    const unknown = starting(/^npm /).filter(({ command }) => {
      const [, name] = /^npm (?:run (?:-s |--silent )?)?(\S+)/.exec(command) ?? [];
      return !name || !(name in scripts);
    });
    expect(places(unknown)).toEqual([]);
  });

  test('of bora is there, with every option that is written', () => {
    expect(places(ofBora.filter(({ command }) => !isKnown(command)))).toEqual([]);
  });

  test('of bora is run by a test', () => {
    const untested = ofBora.filter(({ command }) => {
      const path = pathOf(command);
      const called = path.map((name) => `['"]${name}['"]`).join(',\\s*');
      const inShell = `(bora|seed) ${path.join(' ')}`;
      return path.length > 0 && !new RegExp(`${called}|${inShell}`).test(runners);
    });
    expect(places(untested)).toEqual([]);
  });

  test('that calls the api has a path of docs/openapi.json', () => {
    const { paths } = z
      .object({ paths: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(read('docs/openapi.json')));
    const patterns = Object.keys(paths).map((path) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`));
    const unknown = starting(/^curl /).filter(({ command }) => {
      const [, path] = /127\.0\.0\.1:3000(\/[^\s'"?]*)/.exec(command) ?? [];
      return !patterns.some((pattern) => pattern.test(path ?? ''));
    });
    expect(places(unknown)).toEqual([]);
  });

  test('of docker is run by scripts/compose-test.sh', () => {
    const untested = starting(/^docker /).filter(({ command }) => {
      // In the test every call goes through a function that names project, secrets and files, and waits for what it starts.
      const [, plain] = /^docker (?:compose )?(.*?)( [<>|] .*)?$/.exec(command.split(' && ')[0]!)!;
      const words = plain!
        .replace(/pakdd2010\/\S+/, '"$champion"')
        .replace('worker=N', 'worker=3')
        .replace(
          /^logs .*?(redis|postgres|s3|api|worker)( .*)?$/,
          'logs --no-log-prefix --tail 100 "$service"',
        )
        .split(' ')
        .filter((word) => !['-T', '--rm', '--detach'].includes(word));
      const pattern = words
        .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('(?: -\\S+)* (?:-\\S+ )*');
      return !new RegExp(pattern).test(composeTest) && !ownWords.has(plain!);
    });
    expect(places(untested)).toEqual([]);
  });

  test('that is a script is there', () => {
    const missing = starting(/^(node )?scripts\//).filter(({ command }) => {
      const [file] = /scripts\/[\w/-]+\.(mjs|sh)/.exec(command) ?? [];
      return !file || !existsSync(join(repositoryRoot, file));
    });
    expect(places(missing)).toEqual([]);
  });
});

/** Calls of docker that the test of the composition makes in words of its own. */
const ownWords = new Set([
  // Needs the images of Prometheus and Grafana, which that script builds no stand-ins for.
  '--profile monitoring up --detach',
  // `up` in that script waits for every service.
  'up --detach',
  'up --detach --wait redis postgres s3 api worker',
  // An image that is not built by compose: for a machine without Node.
  'build --target cli --tag bora-cli .',
  // In a loop over the services.
  'logs api',
  'logs worker',
  'logs postgres',
  // The test stops what it starts by `down`.
  'stop',
]);

/** The names of command and subcommand. */
function pathOf(command: string): string[] {
  const words = command.replace(/^(npm run -s bora --|pnpm bora|bora)\s*/, '').split(/\s+/);
  const path: string[] = [];
  let current = createProgram(memoryTerminal());
  for (const word of words) {
    const next = current.commands.find((one) => one.name() === word);
    if (!next) break;
    path.push(word);
    current = next;
  }
  return path;
}

function isKnown(command: string): boolean {
  const path = pathOf(command);
  const words = command.replace(/^(npm run -s bora --|pnpm bora|bora)\s*/, '').split(/\s+/);
  if (path.length === 0) return words[0] === '' || /^[<….-]/.test(words[0]!);
  let current = createProgram(memoryTerminal());
  for (const name of path) current = current.commands.find((one) => one.name() === name)!;
  const options = current.options.map(({ long }) => long);
  return words
    .filter((word) => /^--[a-z]/.test(word))
    .every((word) => options.includes(word.split(/[=,`]/)[0]!));
}
