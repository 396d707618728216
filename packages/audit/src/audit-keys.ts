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
  isSealed(head: AuditHead, seal: string): boolean;
}

/** @param payloadKey 32 bytes. */
export function auditKeys(payloadKey: Uint8Array): AuditKeys {
  const subjectKey = derive(payloadKey, 'bora audit subject 1');
  const headKey = derive(payloadKey, 'bora audit head 1');
  const seal = ({ sequence, hash }: AuditHead) => hmac(headKey, `${sequence}:${hash}`);
  return {
    subject: (applicantId) => hmac(subjectKey, applicantId),
    seal,
    isSealed(head, given) {
      const expected = Buffer.from(seal(head));
      const actual = Buffer.from(given);
      return expected.byteLength === actual.byteLength && timingSafeEqual(expected, actual);
    },
  };
}

function derive(payloadKey: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', payloadKey, new Uint8Array(), purpose, 32));
}

function hmac(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
