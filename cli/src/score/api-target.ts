import { readFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { findApiUrl } from './api-url.ts';

/** An api and the key with which one calls it. */
export interface ApiTarget {
  readonly url: URL;
  /** Without one the api says what to do. */
  readonly key: string | undefined;
}

/**
 * The api that is meant, and BORA_API_KEY; without it the key that an api on this machine keeps for commands, which is
 * sent to no other machine.
 */
export async function findApi(given: string | undefined, config: Config): Promise<ApiTarget> {
  const url = await findApiUrl(given);
  return { url, key: config.BORA_API_KEY ?? (await localKey(url, config.LOCAL_KEY_FILE)) };
}

/** The header that carries the key. */
export function authorization({ key }: Pick<ApiTarget, 'key'>): { authorization?: string } {
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}

async function localKey({ hostname }: URL, file: string): Promise<string | undefined> {
  if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return undefined;
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim() || undefined;
}
