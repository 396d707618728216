import { type AuditKeys, auditKeys } from '@bora/audit';
import {
  createRotatingCipher,
  type PayloadCipher,
  type PayloadKeys,
  readPayloadKeys,
} from '@bora/batch-store';
import { type ChampionSeal, championSeal, readTrustedKeys, type TrustedKeys } from '@bora/bundle';
import type { Config } from './config.ts';

/** With what this installation seals, and whose signatures it takes. */
export interface InstallationKeys extends PayloadKeys {
  /** Seals with the payload key of today; opens what the one before it sealed as well. So does all that follows. */
  readonly cipher: PayloadCipher;
  readonly audit: AuditKeys;
  readonly champions: ChampionSeal;
  /** Keys of which one has to have signed a model; absent where signatures are not asked for. */
  readonly trusted: TrustedKeys | undefined;
}

/** Throws what is wrong with a setting or a file of keys, without its content. */
export async function readInstallationKeys(config: Config): Promise<InstallationKeys> {
  const { payloadKey, previousKey } = await readPayloadKeys(config);
  return {
    payloadKey,
    previousKey,
    cipher: createRotatingCipher(payloadKey, previousKey),
    audit: auditKeys(payloadKey, previousKey),
    champions: championSeal(payloadKey, previousKey),
    trusted: await readTrustedKeys(config.MODEL_PUBLIC_KEYS, config.MODEL_PUBLIC_KEYS_FILE),
  };
}
