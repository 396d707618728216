import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const formatVersion = 1;
const ivBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + ivBytes + tagBytes;

/** Encrypts applicant data at rest with AES-256-GCM. */
export interface PayloadCipher {
  /** `context` (what the bytes are and where they belong) is authenticated, not stored. */
  seal(plain: Uint8Array, context: string): Buffer;
  /** Throws `PayloadUnreadableError` when bytes, key or context are not the ones of `seal`. */
  open(sealed: Uint8Array, context: string): Buffer;
}

/**
 * Seals with the first key and opens what any of them sealed: for the time in which the payload key is changed.
 */
export function createRotatingCipher(key: Uint8Array, previous: Uint8Array | undefined): PayloadCipher {
  const current = createPayloadCipher(key);
  if (!previous) return current;
  const before = createPayloadCipher(previous);
  return {
    seal: current.seal,
    open(sealed, context) {
      try {
        return current.open(sealed, context);
      } catch {
        return before.open(sealed, context);
      }
    },
  };
}

/**
 * Bytes of `seal`: version (1), nonce (12), tag (16), ciphertext.
 * Nonces are random: one key is good for 2^32 payloads (NIST SP 800-38D, 8.3).
 */
export function createPayloadCipher(key: Uint8Array): PayloadCipher {
  if (key.byteLength !== 32) throw new PayloadKeyError();
  return {
    seal(plain, context) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
      cipher.setAAD(Buffer.from(context));
      const body = cipher.update(plain);
      const end = cipher.final();
      return Buffer.concat([Uint8Array.of(formatVersion), iv, cipher.getAuthTag(), body, end]);
    },
    open(sealed, context) {
      if (sealed.byteLength < headerBytes || sealed[0] !== formatVersion) throw new PayloadUnreadableError();
      try {
        const iv = sealed.subarray(1, 1 + ivBytes);
        const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
        decipher.setAAD(Buffer.from(context));
        decipher.setAuthTag(sealed.subarray(1 + ivBytes, headerBytes));
        return Buffer.concat([decipher.update(sealed.subarray(headerBytes)), decipher.final()]);
      } catch {
        throw new PayloadUnreadableError();
      }
    },
  };
}

/** What sealed bytes are bound to, so that one can never stand in for another. */
export const payloadContext = {
  chunk: (batchId: string, chunk: number) => `chunk:${batchId}:${chunk}`,
  rejects: (batchId: string, chunk: number) => `rejects:${batchId}:${chunk}`,
  whatIfQuestion: (whatIfId: string) => `what-if-question:${whatIfId}`,
  whatIfOutcome: (whatIfId: string) => `what-if-outcome:${whatIfId}`,
  simulationPart: (simulationId: string, chunk: number) => `simulation-part:${simulationId}:${chunk}`,
  segmentationFile: (segmentationId: string, piece: number) => `segmentation-file:${segmentationId}:${piece}`,
  segmentationMembers: (segmentationId: string, page: number) =>
    `segmentation-members:${segmentationId}:${page}`,
  segmentationResult: (segmentationId: string) => `segmentation-result:${segmentationId}`,
  predictionQuestion: (predictionId: string) => `prediction-question:${predictionId}`,
  predictionAnswer: (predictionId: string) => `prediction-answer:${predictionId}`,
  savedCustomer: 'saved-customer',
  waitingAudit: 'waiting-audit',
  application: (scoreId: string) => `application:${scoreId}`,
} as const;

/** Reads the key from its text form: 64 hexadecimal digits. */
export function payloadKeyFromHex(text: string): Uint8Array {
  if (!/^[0-9a-fA-F]{64}$/.test(text)) throw new PayloadKeyError();
  return Buffer.from(text, 'hex');
}

export class PayloadKeyError extends Error {
  readonly code = 'payload-key-invalid';
  constructor() {
    super('PAYLOAD_KEY must be 32 bytes written as 64 hexadecimal digits.');
    this.name = 'PayloadKeyError';
  }
}

export class PayloadUnreadableError extends Error {
  readonly code = 'payload-unreadable';
  constructor() {
    super(
      'Stored applicant data cannot be decrypted: it is damaged, or PAYLOAD_KEY is not the one it was stored with.',
    );
    this.name = 'PayloadUnreadableError';
  }
}
