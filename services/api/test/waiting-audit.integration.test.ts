import { randomUUID } from 'node:crypto';
import { payloadContext } from '@bora/batch-store';
import { AuditContent, redisKeys } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { expect, test } from 'vitest';
import { startApi } from './support/running-api.ts';
import { trailEntries } from './support/trail.ts';

test('an entry that cannot be opened is set aside, kept, and holds up none of those behind it', async () => {
  const api = await startApi();
  try {
    await fetch(`${api.url}/v1/batches`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: '',
    });
    const [seen] = await trailEntries(api);
    const { sequence: _s, previousHash: _p, hash: _h, ...content } = seen!;
    const waiting = AuditContent.parse({ ...content, id: randomUUID() });
    const sealed = api.cipher.seal(Buffer.from(JSON.stringify(waiting)), payloadContext.waitingAudit);
    const damaged = Buffer.from('sealed with a key that nobody has');
    await api.redis.rpush(redisKeys.waitingAudit, damaged, sealed);
    const isAppended = async () => (await trailEntries(api)).some(({ id }) => id === waiting.id);
    await waitUntil(isAppended, { what: 'the entry behind it to be appended' });
    await waitUntil(async () => (await api.redis.llen(redisKeys.waitingAudit)) === 0, {
      what: 'nothing to wait',
    });
    expect(await api.redis.lrangeBuffer(redisKeys.unreadableAudit, 0, -1)).toEqual([damaged]);
  } finally {
    await api.close();
  }
});
