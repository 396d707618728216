import { expect, test } from 'vitest';
import * as cli from '../cli/src/config.ts';
import * as api from '../services/api/src/config.ts';
import * as worker from '../services/worker/src/config.ts';

const key = '64 hexadecimal digits';
const store = 'file:<folder> or s3://<bucket>/<prefix>';
const publicKeys = 'Ed25519 public keys as `bora models keys` says them, with commas between';
const services = { api, worker };
const processes = { api, worker, cli };

test.each([
  ['COMPLIANCE_PROFILE', 'none, br, eu, us-ecoa', processes],
  ['PAYLOAD_KEY', key, processes],
  ['PAYLOAD_KEY_PREVIOUS', key, services],
  ['MODEL_PUBLIC_KEYS', publicKeys, processes],
  ['MODEL_SIGNING_KEY', 'one Ed25519 private key as `bora models keys` makes it', { cli }],
  ['S3_ACCESS_KEY_ID', 'together with S3_SECRET_ACCESS_KEY, or not at all', processes],
  ['S3_SECRET_ACCESS_KEY', 'together with S3_ACCESS_KEY_ID, or not at all', processes],
  ['MODEL_STORE', store, processes],
  ['POLICY_STORE', store, processes],
  ['SEGMENT_STORE', store, processes],
  ['UPLOAD_STORE', store, processes],
  ['DATA_STORE', store, { cli }],
  ['REDIS_URL', 'an address that begins with redis:// or rediss://', processes],
  ['DATABASE_URL', 'an address that begins with postgres://', { api }],
])(
  '%s alone that is wrong is refused by name wherever it is read, and is not repeated',
  (name, allowed, readers) => {
    for (const { readConfig, variableNames } of Object.values(readers)) {
      expect(variableNames).toContain(name);
      const read = () => readConfig({ [name]: 'hunter2' });
      expect(read).toThrow(`The configuration is not valid. ${name} is not valid; allowed: ${allowed}. See`);
      expect(read).not.toThrow(/hunter2/);
    }
    for (const { readConfig, variableNames } of Object.values(processes))
      if (!variableNames.includes(name)) expect(() => readConfig({ [name]: 'hunter2' })).not.toThrow();
  },
);
