import { existsSync } from 'node:fs';
import { Redis } from 'ioredis';
import { expect, test, vi } from 'vitest';
import { type RedisServer, startRedis } from '../src/index.ts';

async function withClient<Answer>(
  server: RedisServer,
  use: (client: Redis) => Promise<Answer>,
): Promise<Answer> {
  const client = new Redis(server.url, { retryStrategy: () => null });
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}

test('a server keeps listpacks of 512 fields and refuses to evict', async () => {
  const server = await startRedis();
  const settings = await withClient(server, async (client) => [
    await client.config('GET', 'maxmemory-policy'),
    await client.config('GET', 'hash-max-listpack-entries'),
    await client.config('GET', 'appendonly'),
  ]);
  expect(settings.map((setting) => [setting].flat().at(-1))).toEqual(['noeviction', '512', 'no']);
  await server.stop();
});

test('a killed server with an append-only file comes back on its port with what it held', async () => {
  const server = await startRedis({ appendOnly: true });
  await withClient(server, (client) => client.set('kept', 'yes'));
  const { pid, port } = server;
  await server.kill();
  await server.restart();
  expect(server.port).toBe(port);
  expect(server.pid).not.toBe(pid);
  expect(await withClient(server, (client) => client.get('kept'))).toBe('yes');
  await server.restart();
  expect(await withClient(server, (client) => client.get('kept'))).toBe('yes');
  await server.stop();
});

test('a killed server without an append-only file comes back empty', async () => {
  const server = await startRedis();
  await withClient(server, (client) => client.set('kept', 'no'));
  await server.restart();
  expect(await withClient(server, (client) => client.dbsize())).toBe(0);
  await server.stop();
});

test('stopping ends the process and removes the directory', async () => {
  const server = await startRedis({ appendOnly: true });
  expect(existsSync(server.dir)).toBe(true);
  await server.stop();
  expect(existsSync(server.dir)).toBe(false);
  expect(() => process.kill(server.pid, 0)).toThrow('ESRCH');
});

test('a taken port is told in the words of redis-server', async () => {
  const server = await startRedis();
  await expect(startRedis({ port: server.port })).rejects.toThrow(/in use/);
  await server.stop();
});

test('a machine without redis-server is told how to get it', async () => {
  vi.stubEnv('PATH', '/nowhere');
  try {
    await expect(startRedis()).rejects.toThrow(
      'redis-server is not installed; run npm test, which installs it',
    );
  } finally {
    vi.unstubAllEnvs();
  }
});
