/**
 * @param {string} url of the api
 * @param {AbortSignal} signal
 * @returns {Promise<number>} files that were accepted before and are still being scored, of the newest hundred; 0
 *   where the api does not say
 */
export async function countEarlierFiles(url, signal) {
  const answer = await ask(`${url}/v1/batches?limit=100`, signal);
  const isList = typeof answer === 'object' && answer !== null && 'batches' in answer;
  if (!isList || !Array.isArray(answer.batches)) return 0;
  return answer.batches.filter((batch) => batch?.state === 'scoring').length;
}

/**
 * @param {string} url
 * @param {AbortSignal} signal
 * @returns {Promise<unknown>}
 */
async function ask(url, signal) {
  try {
    return await (await fetch(url, { signal })).json();
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}
