import { createPayloadCipher } from '@bora/batch-store';
import { championSeal, resealChampions } from '@bora/bundle';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { InstallationKeys } from '../installation-keys.ts';
import type { Stores } from '../stores.ts';
import { rewrapKeys } from './rewrap-keys.ts';

/**
 * While the payload key is changed: what seals anew, with the key of today, the champion pointers and the kept keys that the
 * one before sealed; `undefined` otherwise. What it answers: as `rewrapKeys`.
 */
export function payloadKeyChange(
  query: Kysely<Tables>,
  { models, uploads }: Pick<Stores, 'models' | 'uploads'>,
  { payloadKey, previousKey, cipher, champions, trusted }: InstallationKeys,
): (() => ReturnType<typeof rewrapKeys>) | undefined {
  if (!previousKey) return undefined;
  return async () => {
    if (trusted) await resealChampions(models, championSeal(payloadKey), champions);
    const current = createPayloadCipher(payloadKey);
    return rewrapKeys({ query, uploads, current, rotating: cipher });
  };
}
