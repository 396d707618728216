import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

const token = 't'.repeat(32);

test('metrics are answered on loopback without a token, and elsewhere only with one', () => {
  expect(readConfig({}).METRICS_PORT).toBeUndefined();
  for (const host of ['127.0.0.1', '::1', 'localhost']) {
    expect(readConfig({ METRICS_PORT: '9464', METRICS_HOST: host }).METRICS_PORT).toBe(9464);
  }
  const open = { METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' };
  expect(() => readConfig(open)).toThrow('METRICS_TOKEN');
  expect(readConfig({ ...open, METRICS_TOKEN: token }).METRICS_HOST).toBe('0.0.0.0');
});

test('a short token is refused by name, without its value', () => {
  const short = { METRICS_TOKEN: 'letmein' };
  expect(() => readConfig(short)).toThrow('METRICS_TOKEN');
  expect(() => readConfig(short)).not.toThrow('letmein');
});
