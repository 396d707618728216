import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { AuditHead } from '@bora/contracts';

/** What of the trail needs a secret; both keys are derived from the payload key (HKDF, RFC 5869). */
export interface AuditKeys {
  /**
   * HMAC-SHA-256 of the id by which the lender knows an applicant: finds the entries about who is asked for, and tells
   * nothing to whoever guesses ids without the key.
   */
  subject(applicantId: string): string;
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
  const subjectKey = derive(payloadKey, 'bora audit subject 1');
  const headKey = derive(payloadKey, headPurpose);
  const sealBy = (key: Uint8Array, { sequence, hash }: AuditHead) => hmac(key, `${sequence}:${hash}`);
  const headKeys = [headKey, ...(previousKey ? [derive(previousKey, headPurpose)] : [])];
  return {
    subject: (applicantId) => hmac(subjectKey, applicantId),
    seal: (head) => sealBy(headKey, head),
    isSealed: (head, given) => headKeys.some((key) => isSame(sealBy(key, head), given)),
  };
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
