import { expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError, readEnvironment, s3Variables, serviceVariables } from '../src/index.ts';

const schema = z.object({
  PORT: z.coerce.number().int().default(3000),
  NAME: z.string().min(3).default('bora'),
});

test('every variable has a default, and an empty variable is an absent one', () => {
  expect(readEnvironment(schema, {})).toEqual({ PORT: 3000, NAME: 'bora' });
  expect(readEnvironment(schema, { PORT: '', NAME: '' })).toEqual({ PORT: 3000, NAME: 'bora' });
  expect(readEnvironment(z.object(serviceVariables), {}).REDIS_URL).toBe('redis://127.0.0.1:6379');
});

test('bad variables are named, all of them, and their values are not repeated', () => {
  const bad = () => readEnvironment(schema, { PORT: 'secret-port', NAME: 'x' });
  expect(bad).toThrow(ConfigError);
  expect(bad).toThrow('PORT, NAME');
  expect(bad).not.toThrow('secret-port');
  expect(() => readEnvironment(z.object(s3Variables), { S3_ENDPOINT: 'not a url' })).toThrow('S3_ENDPOINT');
});
