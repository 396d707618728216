import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  batchCipher,
  createBatchKey,
  createDataKey,
  createPayloadCipher,
  createRotatingCipher,
  openDataKey,
  PayloadUnreadableError,
  rewrapDataKey,
} from '../src/index.ts';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const oldCipher = createPayloadCipher(oldKey);
const newCipher = createPayloadCipher(newKey);

test('data stays readable, untouched, when its key is wrapped with another payload key', () => {
  const key = createDataKey(oldCipher, 'batch:a');
  const sealed = key.cipher.seal(Buffer.from('values'), 'context');
  const rewrapped = rewrapDataKey(createRotatingCipher(newKey, oldKey), key.wrapped, 'batch:a');
  expect(openDataKey(newCipher, rewrapped, 'batch:a').open(sealed, 'context').toString()).toBe('values');
  expect(() => openDataKey(oldCipher, rewrapped, 'batch:a')).toThrow(PayloadUnreadableError);
});

test('the key of one batch opens no other batch, and cannot stand in for its key', () => {
  const [one, other] = [createBatchKey(oldCipher, 'one'), createBatchKey(oldCipher, 'other')];
  const sealed = one.cipher.seal(Buffer.from('values'), 'context');
  expect(() => other.cipher.open(sealed, 'context')).toThrow(PayloadUnreadableError);
  expect(() => oldCipher.open(sealed, 'context')).toThrow(PayloadUnreadableError);
  expect(() => batchCipher(oldCipher, 'other', one.wrapped.toString('base64'))).toThrow(
    PayloadUnreadableError,
  );
});

test('a batch of an older release, sealed with the payload key itself, is still read', () => {
  const sealed = oldCipher.seal(Buffer.from('values'), 'context');
  expect(batchCipher(oldCipher, 'any', undefined).open(sealed, 'context').toString()).toBe('values');
});
