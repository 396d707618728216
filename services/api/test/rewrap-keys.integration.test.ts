import { randomBytes, randomUUID } from 'node:crypto';
import {
  batchCipher,
  createBatchKey,
  createPayloadCipher,
  createRotatingCipher,
  uploadKeys,
} from '@bora/batch-store';
import { openObjectStore } from '@bora/object-store';
import { temporaryDirectory } from '@bora/testing';
import { expect, test } from 'vitest';
import { createDataKeys } from '../src/records/data-keys.ts';
import { rewrapKeys } from '../src/records/rewrap-keys.ts';
import { readStoredUploadIndex, writeStoredUploadIndex } from '../src/upload/stored-upload.ts';
import { emptyUpload } from './support/empty-upload.ts';
import { openRecordDatabase } from './support/record-database.ts';

test('another payload key is a matter of keys: what they sealed is read with the new one, unchanged; a damaged index is told, a third key’s is left', async () => {
  const [directory, database] = await Promise.all([temporaryDirectory(), openRecordDatabase()]);
  const uploads = openObjectStore(`file:${directory.path}`);
  try {
    const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
    const before = createPayloadCipher(oldKey);
    const current = createPayloadCipher(newKey);
    const rotating = createRotatingCipher(newKey, oldKey);
    const batchId = randomUUID();
    const key = createBatchKey(before, batchId);
    const sealed = key.cipher.seal(Buffer.from('rows'), 'c');
    await uploads.put(uploadKeys.chunks(batchId), sealed);
    const index = emptyUpload(batchId);
    await writeStoredUploadIndex(uploads, { ...index, wrappedKey: key.wrapped.toString('base64') });
    const older = { ...index, batchId: randomUUID() };
    await writeStoredUploadIndex(uploads, older);
    const single = await createDataKeys(database.query, before).ofPurpose('singles:2026-01');
    const sealedSingle = single.cipher.seal(Buffer.from('values'), 'c');

    const dependencies = { query: database.query, uploads, current, rotating };
    expect(await rewrapKeys(dependencies)).toEqual({ rewrapped: 2, bound: 1, closed: 0 });
    expect(await rewrapKeys(dependencies)).toEqual({ rewrapped: 0, bound: 1, closed: 0 });

    const { wrappedKey } = await readStoredUploadIndex(uploads, batchId);
    const stored = await uploads.get(uploadKeys.chunks(batchId));
    expect(Buffer.from(stored).equals(sealed)).toBe(true);
    expect(batchCipher(current, batchId, wrappedKey).open(stored, 'c').toString()).toBe('rows');
    // Nobody can tell by which key a damaged index is bound: nothing may say that the old one can go.
    await uploads.put(uploadKeys.index(older.batchId), Buffer.from('damaged'));
    await expect(rewrapKeys(dependencies)).rejects.toThrow(SyntaxError);
    await uploads.delete(uploadKeys.index(older.batchId));
    expect(await rewrapKeys(dependencies)).toEqual({ rewrapped: 0, bound: 0, closed: 0 });
    // One that a third key wrapped keeps nobody else's waiting.
    await createDataKeys(database.query, createPayloadCipher(randomBytes(32))).ofPurpose('lost');
    const later = await createDataKeys(database.query, before).ofPurpose('singles:2026-02');
    expect(await rewrapKeys(dependencies)).toEqual({ rewrapped: 1, bound: 0, closed: 1 });
    await createDataKeys(database.query, current).byId(later.id);
    const again = await createDataKeys(database.query, current).byId(single.id);
    expect(again.cipher.open(sealedSingle, 'c').toString()).toBe('values');
  } finally {
    await uploads.close();
    await database.drop();
    await directory.remove();
  }
});
