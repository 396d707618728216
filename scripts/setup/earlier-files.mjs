import { readFileSync } from 'node:fs';

/**
 * @param {string} url of the api
 * @param {string | undefined} keyFile of the local key
 * @param {AbortSignal} signal
 * @returns {Promise<number>} files that were accepted before and are still being scored, of the newest hundred; 0
 *   where the api does not say
 */
export async function countEarlierFiles(url, keyFile, signal) {
  const answer = await ask(`${url}/v1/batches?limit=100`, keyFile, signal);
  const isList = typeof answer === 'object' && answer !== null && 'batches' in answer;
  if (!isList || !Array.isArray(answer.batches)) return 0;
  return answer.batches.filter((batch) => batch?.state === 'scoring').length;
}

/**
 * @param {string} url
 * @param {string | undefined} keyFile
 * @param {AbortSignal} signal
 * @returns {Promise<unknown>}
 */
async function ask(url, keyFile, signal) {
  try {
    const key = keyFile === undefined ? '' : readFileSync(keyFile, 'utf8').trim();
    const headers = { authorization: `Bearer ${key}` };
    return await (await fetch(url, { signal, headers })).json();
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}
