import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: repositoryRoot, encoding: 'utf8' }).trim().split('\n');

test('the images install from the manifest of every member of the workspace, and name each', () => {
  // Neither runs in a container: .dockerignore leaves them out.
  const outside = ['monitoring/preview', 'notebooks', 'test'];
  const members = git('ls-files', '*/package.json')
    .map(dirname)
    .filter((folder) => !outside.includes(folder));
  const copied = [...read('Dockerfile').matchAll(/^COPY (\S+)\/package\.json (\S+)\/$/gm)];
  expect(copied.map(([, from]) => from).sort()).toEqual(members.sort());
  expect(copied.filter(([, from, to]) => from !== to)).toEqual([]);
});

test('no stage takes the whole clone, where secrets and dumps may lie', () => {
  expect(read('Dockerfile')).not.toMatch(/^(COPY|ADD) (--\S+ )*\.\/? /m);
});

test('dumps, exported trails and signing keys in the clone are neither committed nor sent to docker', () => {
  const files = [
    'bora.dump',
    'backups/bora.dump',
    'trail.jsonl',
    'model-signing-key-2',
    'keys/model-signing-key',
  ];
  expect(git('check-ignore', ...files)).toEqual(files);
  const ignored = read('.dockerignore').split('\n');
  for (const pattern of ['*.dump', '*.jsonl', 'model-signing-key*'])
    expect(ignored).toContain(`**/${pattern}`);
  expect(git('ls-files', '--cached', '--ignored', '--exclude-standard')).toEqual(['']);
});
