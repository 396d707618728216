import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createPayloadCipher,
  PayloadKeyError,
  PayloadUnreadableError,
  payloadContext,
  payloadKeyFromHex,
} from '../src/index.ts';

const cipher = createPayloadCipher(new Uint8Array(32).fill(1));
const context = payloadContext.chunk('a-batch', 3);

test('what was sealed opens again with the same key and context', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), (plain) => {
      expect(new Uint8Array(cipher.open(cipher.seal(plain, context), context))).toEqual(plain);
    }),
  );
});

test('one changed bit anywhere makes sealed bytes unreadable', () => {
  const sealed = cipher.seal(Buffer.from('rows'), context);
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const damaged = Buffer.from(sealed);
    damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(() => cipher.open(damaged, context)).toThrow(PayloadUnreadableError);
  }
});

test('bytes of one chunk cannot stand in for another, and another key opens nothing', () => {
  const sealed = cipher.seal(Buffer.from('rows'), context);
  expect(() => cipher.open(sealed, payloadContext.chunk('a-batch', 4))).toThrow(PayloadUnreadableError);
  const other = createPayloadCipher(new Uint8Array(32).fill(2));
  expect(() => other.open(sealed, context)).toThrow(PayloadUnreadableError);
});

test('the same bytes sealed twice look different', () => {
  expect(cipher.seal(Buffer.from('rows'), context).equals(cipher.seal(Buffer.from('rows'), context))).toBe(
    false,
  );
});

test.each(['', 'abc', 'g'.repeat(64), 'a'.repeat(63)])(
  'the key %o is refused without being repeated',
  (text) => {
    expect(() => payloadKeyFromHex(text)).toThrow(PayloadKeyError);
  },
);
