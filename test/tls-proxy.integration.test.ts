import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Batch } from '@bora/contracts';
import { authorizationFor, repositoryRoot } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from './src/platform.ts';
import { startTlsProxy, type TlsProxy } from './src/tls-proxy.ts';

const missing = ['nginx', 'openssl'].filter((name) => spawnSync(name, ['-v']).error !== undefined);
const why = missing.length > 0 ? ` (skipped: ${missing.join(' and ')} not installed)` : '';
const hostName = 'bora.example';
const sample = readFileSync(join(repositoryRoot, 'data/sample-applicants.csv'));
const json = { 'content-type': 'application/json' };

describe.skipIf(missing.length > 0)(`through the proxy of docs/operations.md${why}`, () => {
  let platform: Platform;
  let proxy: TlsProxy;
  let key: Record<string, string>;

  beforeAll(async () => {
    platform = await startPlatform({ env: { ALLOWED_HOSTS: hostName, TRUSTED_PROXIES: '127.0.0.1' } });
    key = authorizationFor(platform.url) as Record<string, string>;
    proxy = await startTlsProxy(hostName, platform.url);
  });
  afterAll(async () => {
    await proxy?.stop();
    await platform?.stop();
  });

  async function uploaded(): Promise<string> {
    const posted = await proxy.ask('POST', '/v1/batches', { ...key, 'content-type': 'text/csv' }, sample);
    expect(posted.status).toBe(202);
    return Batch.parse(JSON.parse(posted.body)).id;
  }

  it('plain HTTP is sent to TLS, which browsers then keep to', async () => {
    const plain = await fetch(`http://127.0.0.1:${proxy.plainPort}/x`, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([301, 'https://127.0.0.1/x']);
    const { headers } = await proxy.ask('GET', '/health/live');
    expect(headers['strict-transport-security']).toContain('max-age=');
  });

  it('a session goes by TLS alone, from a page of the public name', async () => {
    const password = readFileSync(platform.passwordFile, 'utf8').trim();
    const body = JSON.stringify({ name: 'administrator', password });
    const answer = await proxy.ask('POST', '/v1/session', { ...json, origin: `https://${hostName}` }, body);
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; Secure/);
  });

  it('a file is scored, its events end with it, and its export is whole', async () => {
    const id = await uploaded();
    const events = await proxy.ask('GET', `/v1/batches/${id}/events`, key);
    expect(events.headers['content-type']).toContain('text/event-stream');
    expect(events.body.trim().split('\n\n').at(-1)).toMatch(/"state":"completed"/);
    const exported = await proxy.ask('GET', `/v1/batches/${id}/scores.csv`, key);
    expect(exported.body.trimEnd().split('\n')).toHaveLength(1_001);
  });

  it('events come as they happen', async () => {
    for (const { pid } of platform.workers) process.kill(pid, 'SIGSTOP');
    try {
      // Nothing more happens to the batch, so that nothing pushes the first event through.
      const event = await proxy.first(`/v1/batches/${await uploaded()}/events`, key);
      expect(event).toMatch(/^event: progress\ndata: .*"state":"scoring"/);
    } finally {
      for (const { pid } of platform.workers) process.kill(pid, 'SIGCONT');
    }
  });

  it('the caller is known by its own address, whatever it says of itself', async () => {
    const body = JSON.stringify({ name: 'nobody', password: 'guess' });
    await proxy.ask('POST', '/v1/session', { ...json, 'x-forwarded-for': '203.0.113.9' }, body);
    const trail = await proxy.ask('POST', '/v1/audit/search', { ...key, ...json }, '{}');
    expect(trail.status).toBe(200);
    expect(trail.body).not.toContain('203.0.113.9');
    expect(trail.body).toContain('127.0.0.1');
  });
});
