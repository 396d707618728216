import { spawnProgram } from '@bora/testing';
import { expect, test } from 'vitest';

const services = ['api', 'worker'] as const;
const checks = [
  ['api', ['--check']],
  ['worker', ['--check']],
  ['bora', ['models', 'list']],
] as const;
const starts = [
  ['api', []],
  ['worker', []],
] as const;

/** `test/wrong-settings.unit.test.ts` looks at every setting. */
test.each([
  ['COMPLIANCE_PROFILE', 'none, br, eu, us-ecoa', checks],
  ['PAYLOAD_KEY', '64 hexadecimal digits', [...checks, ...starts]],
  ['MODEL_STORE', 'file:<folder> or s3://<bucket>/<prefix>', checks],
] as const)(
  'where %s alone is wrong a program ends with a code of its own, also when it only looks, and says what is allowed',
  async (name, allowed, runs) => {
    for (const [program, args] of runs) {
      const started = await spawnProgram(program, { args: [...args], env: { [name]: 'hunter2' } });
      expect({ program, args, ...(await started.exited) }).toMatchObject({ program, args, code: 78 });
      expect(started.stderr).toContain(`${name} is not valid; allowed: ${allowed}.`);
      expect(started.output).not.toContain('hunter2');
    }
  },
);

test.each(services)('%s --check says that its settings are right, and starts nothing', async (program) => {
  const checked = await spawnProgram(program, {
    args: ['--check'],
    env: { REDIS_URL: 'redis://127.0.0.1:1' },
  });
  expect((await checked.exited).code).toBe(0);
  expect(checked.output).toBe(`${program}: the configuration is valid\n`);
});
