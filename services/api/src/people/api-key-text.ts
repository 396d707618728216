import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const secretBytes = 20;
const shape = /^bora_[0-9a-f]{48}$/;
const shownCharacters = 13;

/** `bora_`, 40 random hexadecimal digits and 8 of their CRC-32: a leaked key is found by its form. */
export function generateKey(): string {
  const secret = randomBytes(secretBytes).toString('hex');
  return `bora_${secret}${checksum(secret)}`;
}

/** Whether a text has the form and the checksum of a key, known or not. */
export function isKeyText(text: string): boolean {
  return shape.test(text) && checksum(text.slice(5, -8)) === text.slice(-8);
}

/** What is kept and shown of a key, to recognise it. */
export function keyPrefix(key: string): string {
  return key.slice(0, shownCharacters);
}

/** SHA-256: of 160 random bits nothing slower is needed. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function checksum(secret: string): string {
  return crc32(secret).toString(16).padStart(8, '0');
}
