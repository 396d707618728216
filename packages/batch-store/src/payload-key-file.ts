import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { payloadKeyFromHex } from './payload-cipher.ts';

/**
 * The payload key: from the setting, else from the file, which is made (mode 0600) where it is absent.
 * Two processes that make it at the same moment get the same key.
 * @throws PayloadKeyError when setting or file are not 64 hexadecimal digits.
 */
export async function readPayloadKey(setting: string | undefined, file: string): Promise<Uint8Array> {
  if (setting !== undefined) return payloadKeyFromHex(setting);
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return payloadKeyFromHex((await readFile(file, 'utf8')).trim());
}
