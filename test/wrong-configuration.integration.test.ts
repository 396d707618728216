import { spawnProgram } from '@bora/testing';
import { expect, test } from 'vitest';

const wrong = { COMPLIANCE_PROFILE: 'brazil', PAYLOAD_KEY: 'hunter2' };

test.each([
  ['api', []],
  ['api', ['--check']],
  ['worker', []],
  ['worker', ['--check']],
  ['bora', ['models', 'list']],
] as const)(
  '%s %j ends with a code of its own where a setting is wrong, and says what is allowed',
  async (program, args) => {
    const started = await spawnProgram(program, { args: [...args], env: wrong });
    expect((await started.exited).code).toBe(78);
    expect(started.stderr).toContain('COMPLIANCE_PROFILE is not valid; allowed: none, br, eu, us-ecoa.');
    expect(started.stderr).not.toContain('hunter2');
  },
);

test.each(['api', 'worker'] as const)(
  '%s --check says that its settings are right, and starts nothing',
  async (program) => {
    const checked = await spawnProgram(program, {
      args: ['--check'],
      env: { REDIS_URL: 'redis://127.0.0.1:1' },
    });
    expect((await checked.exited).code).toBe(0);
    expect(checked.output).toBe(`${program}: the configuration is valid\n`);
  },
);
