import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { payloadKeyFromHex } from './payload-cipher.ts';

/** Names of the environment, read by `payloadKeyFromHex`. */
interface PayloadKeySettings {
  readonly PAYLOAD_KEY?: Uint8Array | undefined;
  readonly PAYLOAD_KEY_FILE: string;
  readonly PAYLOAD_KEY_PREVIOUS?: Uint8Array | undefined;
}

export interface PayloadKeys {
  readonly payloadKey: Uint8Array;
  /** The one before it, while it is changed. */
  readonly previousKey: Uint8Array | undefined;
}

/** The payload key of today, as `readPayloadKey`, and the one before. */
export async function readPayloadKeys(settings: PayloadKeySettings): Promise<PayloadKeys> {
  const { PAYLOAD_KEY, PAYLOAD_KEY_FILE, PAYLOAD_KEY_PREVIOUS } = settings;
  return {
    payloadKey: await readPayloadKey(PAYLOAD_KEY, PAYLOAD_KEY_FILE),
    previousKey: PAYLOAD_KEY_PREVIOUS,
  };
}

/**
 * The payload key: from the setting, else from the file, which is made (mode 0600) where it is absent.
 * Two processes that make it at the same moment get the same key.
 * @throws PayloadKeyError when the file does not hold 64 hexadecimal digits.
 */
export async function readPayloadKey(setting: Uint8Array | undefined, file: string): Promise<Uint8Array> {
  if (setting !== undefined) return setting;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return payloadKeyFromHex((await readFile(file, 'utf8')).trim());
}
