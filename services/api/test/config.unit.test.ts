import { ConfigError } from '@bora/environment';
import { describe, expect, it } from 'vitest';
import { readConfig, variableNames } from '../src/config.ts';

describe('the configuration', () => {
  it('has a development default for every variable that is needed', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      CHUNK_ROWS: 2_000,
      COMPLIANCE_PROFILE: 'br',
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ PORT: '', S3_ENDPOINT: '' })).toEqual(readConfig({}));
  });

  it('reports the names of all bad variables and none of their values', () => {
    const read = () =>
      readConfig({ PORT: 'secret-1', REDIS_URL: 'secret-2', CHUNK_ROWS: '3000', LOG_LEVEL: 'trace' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/REDIS_URL, LOG_LEVEL, PORT, CHUNK_ROWS/);
    expect(read).not.toThrow(/secret/);
  });

  it('reads the names under which it may be called from a list with commas', () => {
    expect(readConfig({}).ALLOWED_HOSTS).toEqual([]);
    expect(readConfig({ ALLOWED_HOSTS: ' Api, bora.example:8443,' }).ALLOWED_HOSTS).toEqual([
      'api',
      'bora.example:8443',
    ]);
  });

  it('reads proxies as addresses and networks, and refuses what is neither', () => {
    expect(readConfig({}).TRUSTED_PROXIES).toEqual([]);
    expect(readConfig({ TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,::1' }).TRUSTED_PROXIES).toEqual([
      '10.0.0.5',
      '10.1.0.0/16',
      '::1',
    ]);
    for (const bad of ['*', 'proxy', '10.0.0.0/33', '10.0.0']) {
      expect(() => readConfig({ TRUSTED_PROXIES: bad }), bad).toThrow(/TRUSTED_PROXIES/);
    }
  });

  it('names every variable that it reads', () => {
    expect(variableNames).toContain('PAYLOAD_KEY');
    expect(Object.keys(readConfig({})).filter((name) => !variableNames.includes(name))).toEqual([]);
  });
});
