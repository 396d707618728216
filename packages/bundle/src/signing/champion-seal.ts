import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { ChampionPointer } from '@bora/contracts';
import { z } from 'zod';

/** `champion.json`: who holds the payload key may promote, and seals the pointer; without signatures nobody asks for it. */
export const StoredPointer = ChampionPointer.extend({ seal: z.string().optional() });
export type StoredPointer = z.infer<typeof StoredPointer>;

/** Tells pointers that were promoted from those that somebody else wrote into the store. */
export interface ChampionSeal {
  seal(pointer: ChampionPointer): string;
  /** With this payload key or the one before it. */
  isSealed(pointer: StoredPointer): boolean;
}

/**
 * HMAC-SHA-256 with a key derived from the payload key (HKDF, RFC 5869), which api and worker share and the store lacks.
 *
 * @param payloadKey 32 bytes.
 * @param previousKey the one before.
 */
export function championSeal(payloadKey: Uint8Array, previousKey?: Uint8Array): ChampionSeal {
  const [key, ...earlier] = [payloadKey, ...(previousKey ? [previousKey] : [])].map(derive);
  return {
    seal: (pointer) => mac(key!, pointer),
    isSealed: (pointer) => [key!, ...earlier].some((one) => isSame(mac(one, pointer), pointer.seal ?? '')),
  };
}

function derive(payloadKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', payloadKey, new Uint8Array(), 'bora champion pointer 1', 32));
}

function mac(key: Buffer, { name, version, promotedAt }: ChampionPointer): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([name, version, promotedAt]))
    .digest('hex');
}

function isSame(one: string, other: string): boolean {
  const [expected, actual] = [Buffer.from(one), Buffer.from(other)];
  return expected.byteLength === actual.byteLength && timingSafeEqual(expected, actual);
}
