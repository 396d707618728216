import { join } from 'node:path';
import { BundleNotFoundError } from '@bora/bundle';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { runProgram } from '../src/program.ts';
import { repositoryRoot } from '../src/repository.ts';
import { describeFailure } from '../src/terminal/describe-failure.ts';
import { memoryTerminal } from './memory-terminal.ts';

const commands = [
  ['score'],
  ['train'],
  ['evaluate'],
  ['drift'],
  ['eda'],
  ['synth'],
  ['bench'],
  ['bench', 'capacity'],
  ['bench', 'workers'],
  ['models'],
  ['models', 'list'],
  ['models', 'push'],
  ['models', 'promote'],
  ['models', 'verify'],
  ['models', 'reasons'],
  ['models', 'seed'],
  ['models', 'keys'],
  ['models', 'sign'],
  ['data'],
  ['data', 'push'],
  ['data', 'pull'],
  ['data', 'list'],
];

test.each(commands)('%s %s explains itself with an example', async (...command) => {
  const terminal = memoryTerminal();
  const words = command.filter((word) => word !== undefined);
  expect(await runProgram([...words, '--help'], terminal)).toBe(0);
  expect(terminal.out).toContain(`Example:\n  bora ${words.join(' ')}`);
});

test('a command that there is not, or without what it needs, fails and says where help is', async () => {
  for (const args of [['scoer'], ['synth'], ['score'], ['synth', '--rows', '0']]) {
    const terminal = memoryTerminal();
    expect(await runProgram(args, terminal)).toBe(1);
    expect(terminal.err).toMatch(/--help/);
    expect(terminal.out).toBe('');
  }
});

test('a value that is not one of an option is named, with what is allowed', async () => {
  const terminal = memoryTerminal();
  expect(await runProgram(['synth', '--schema', 'x', '--out', 'y', '--rows', 'many'], terminal)).toBe(1);
  expect(terminal.err).toMatch(/whole number from 1/);
});

test.each(['--quick', '--rows=600', '--rounds=1'])(
  'a measurement with %s is not written where the whole ones stand, and does not even begin',
  async (smaller) => {
    const terminal = memoryTerminal();
    const out = join(repositoryRoot, 'bench/results.json');
    expect(await runProgram(['bench', smaller, '--out', out], terminal)).toBe(1);
    expect(terminal.err).toMatch(/^bora: bench\/results\.json holds whole measurements only: [^\n]+\n$/);
  },
);

describe('failures', () => {
  test('that our packages name are one sentence', () => {
    const said = describeFailure(new BundleNotFoundError({ name: 'a', version: '1' }));
    expect(said).toMatch(/^bora: There is no model a\/1/);
    expect(said).not.toMatch(/\n/);
  });

  test('that nobody expected show their stack', () => {
    expect(describeFailure(new TypeError('x is not a function'))).toMatch(/unexpected.*\n +at /s);
  });
});

test('variables that are not valid are named, and addresses, which may hold a password, are not repeated', () => {
  const bad = { BORA_URL: 'secret-1', S3_ENDPOINT: 'secret-2', MODEL_STORE: 'file:x' };
  expect(() => readConfig(bad)).toThrow(/S3_ENDPOINT is not valid.*BORA_URL is not valid/);
  expect(() => readConfig(bad)).not.toThrow(/secret/);
  expect(() => readConfig({ COMPLIANCE_PROFILE: 'brazil' })).toThrow(
    'is not valid; allowed: none, br, eu, us-ecoa',
  );
  expect(readConfig({ BORA_URL: '' }).BORA_URL).toBeUndefined();
});
