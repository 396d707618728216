import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { AuditHead } from '@bora/contracts';

/** What seals the head of the trail: a key that is derived from the payload key (HKDF, RFC 5869). */
export interface AuditKeys {
  /** Of the head: who can write to the database but has no key cannot make one for another chain. */
  seal(head: AuditHead): string;
  /** With this key or the one before it. */
  isSealed(head: AuditHead, seal: string): boolean;
}

/**
 * @param payloadKey 32 bytes.
 * @param previousKey the one before, by which a head may be sealed that nobody has appended to since.
 */
export function auditKeys(payloadKey: Uint8Array, previousKey?: Uint8Array): AuditKeys {
  const headKey = derive(payloadKey, headPurpose);
  const sealBy = (key: Uint8Array, { sequence, hash }: AuditHead) => hmac(key, `${sequence}:${hash}`);
  const headKeys = [headKey, ...(previousKey ? [derive(previousKey, headPurpose)] : [])];
  return {
    seal: (head) => sealBy(headKey, head),
    isSealed: (head, given) => headKeys.some((key) => isSame(sealBy(key, head), given)),
  };
}

/**
 * HMAC-SHA-256 of the id by which the lender knows an applicant: finds the entries about who is asked for, and tells
 * nothing to whoever guesses ids without the key.
 */
export function subjectHash(key: Uint8Array, applicantId: string): string {
  return hmac(key, applicantId);
}

/** The key of subjects of earlier releases, whose entries it finds. */
export function derivedSubjectKey(payloadKey: Uint8Array): Buffer {
  return derive(payloadKey, 'bora audit subject 1');
}

const headPurpose = 'bora audit head 1';

function isSame(one: string, other: string): boolean {
  const [expected, actual] = [Buffer.from(one), Buffer.from(other)];
  return expected.byteLength === actual.byteLength && timingSafeEqual(expected, actual);
}

function derive(payloadKey: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', payloadKey, new Uint8Array(), purpose, 32));
}

function hmac(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
