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

  it('reports all bad variables with what is allowed, and repeats no value', () => {
    const read = () =>
      readConfig({ PORT: '70000', REDIS_URL: 'secret-2', DATABASE_URL: 'secret-3', UPLOAD_MAX_MB: 'lots' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow('PORT is not valid; allowed: a whole number, at least 0 and at most 65535.');
    expect(read).toThrow(
      'UPLOAD_MAX_MB is not valid; allowed: a whole number, at least 1 and at most 65536.',
    );
    expect(read).toThrow(/REDIS_URL is not valid.*DATABASE_URL is not valid/);
    expect(read).not.toThrow(/secret/);
  });

  it('has an upper bound for everything that is counted, beyond what one machine can hold', () => {
    const everything = Object.fromEntries(variableNames.map((name) => [name, '999999999999']));
    const counted = variableNames.filter((name) =>
      /_(MB|KB|ROWS|JOBS|SEGMENTATIONS|MS|MINUTES|MINUTE|HOURS|DAYS|ONCE)$/.test(name),
    );
    expect(counted.length).toBeGreaterThan(15);
    for (const name of counted)
      expect(() => readConfig(everything), name).toThrow(`${name} is not valid; allowed:`);
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
