import { generateSigningKey, parseSigningKey } from '@bora/bundle';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  ConfigError,
  readEnvironment,
  refuseHalfS3Key,
  s3Variables,
  serviceVariables,
} from '../src/index.ts';

const schema = z.object({
  PORT: z.coerce.number().int().default(3000),
  NAME: z.string().min(3).default('bora'),
});

test('every variable has a default, and an empty variable is an absent one', () => {
  expect(readEnvironment(schema, {})).toEqual({ PORT: 3000, NAME: 'bora' });
  expect(readEnvironment(schema, { PORT: '', NAME: '' })).toEqual({ PORT: 3000, NAME: 'bora' });
  expect(readEnvironment(z.object(serviceVariables), {}).REDIS_URL).toBe('redis://127.0.0.1:6379');
});

test('of every bad variable is said what is allowed', () => {
  const read = (given: Record<string, string>) => () => readEnvironment(z.object(serviceVariables), given);
  expect(read({ COMPLIANCE_PROFILE: 'brazil', RESULT_DAYS: 'lots', LOG_LEVEL: 'trace' })).toThrow(
    new ConfigError([
      'COMPLIANCE_PROFILE is not valid; allowed: none, br, eu, us-ecoa.',
      'RESULT_DAYS is not valid; allowed: a number, more than 0 and at most 3650.',
      'LOG_LEVEL is not valid; allowed: debug, info, warn, error, fatal, silent.',
    ]),
  );
  expect(read({ RESULT_DAYS: '99999999' })).toThrow('at most 3650');
  expect(() => readEnvironment(schema, { PORT: '1.5', NAME: 'bora' })).toThrow(
    'PORT is not valid; allowed: a whole number',
  );
});

test('keys and stores are read by the parsers of those who use them', () => {
  const { publicKey, privateKey } = generateSigningKey();
  const read = readEnvironment(z.object(serviceVariables), {
    PAYLOAD_KEY: '0f'.repeat(32),
    PAYLOAD_KEY_PREVIOUS: 'A0'.repeat(32),
    MODEL_PUBLIC_KEYS: publicKey,
    UPLOAD_STORE: 's3://bucket/uploads',
  });
  expect(read.PAYLOAD_KEY).toEqual(Buffer.alloc(32, 0x0f));
  expect(read.PAYLOAD_KEY_PREVIOUS).toEqual(Buffer.alloc(32, 0xa0));
  expect([...read.MODEL_PUBLIC_KEYS!.keys()]).toEqual([parseSigningKey(privateKey).id]);
  expect(read.UPLOAD_STORE).toBe('s3://bucket/uploads');
});

test('half an S3 key is refused, with the name of the other half', () => {
  const read = (given: Record<string, string>) => () =>
    readEnvironment(z.object(s3Variables).superRefine(refuseHalfS3Key), given);
  expect(read({ S3_ACCESS_KEY_ID: 'hunter2' })).toThrow(
    new ConfigError([
      'S3_ACCESS_KEY_ID is not valid; allowed: together with S3_SECRET_ACCESS_KEY, or not at all.',
    ]),
  );
  expect(read({ S3_SECRET_ACCESS_KEY: 'hunter2', S3_ACCESS_KEY_ID: '' })).toThrow(
    'S3_SECRET_ACCESS_KEY is not valid; allowed: together with S3_ACCESS_KEY_ID, or not at all.',
  );
  expect(read({})).not.toThrow();
  expect(read({ S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' })).not.toThrow();
});

test('what was given is never repeated: it may be a secret that was meant for another variable', () => {
  const secret = 'Xq7'.repeat(11);
  const given = {
    REDIS_URL: 'http://:hunter2@redis',
    METRICS_TOKEN: 'hunter2',
    S3_ENDPOINT: 'hunter2',
    LOG_LEVEL: secret,
  };
  const read = () => readEnvironment(z.object(serviceVariables), given);
  expect(read).toThrow('REDIS_URL is not valid; allowed: an address that begins with redis:// or rediss://.');
  expect(read).toThrow('METRICS_TOKEN is not valid; allowed: at least 32 characters, none of them a space.');
  expect(read).toThrow('S3_ENDPOINT is not valid; allowed: an address such as https://host:port.');
  expect(read).toThrow('LOG_LEVEL is not valid; allowed: debug,');
  expect(read).not.toThrow(/hunter2|Xq7/);
});
