/** First words of the answers of a Redis that is up but cannot serve now. */
const words = 'LOADING|OOM|READONLY|MISCONF|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|TRYAGAIN|BUSY';
/** Before Redis 7 the answer to a command of a script stands within a sentence about the script. */
const refusal = new RegExp(`^(?:ERR Error running script .*-)?(${words}) `);

/**
 * The first word of what a Redis that is up but cannot serve now answered, such as `OOM`; `undefined` of any other
 * error. Where a transaction was refused, the word of the first command that was.
 */
export function redisRefusal(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return undefined;
  const word = refusal.exec(error.message)?.[1];
  if (word || !('previousErrors' in error) || !Array.isArray(error.previousErrors)) return word;
  return error.previousErrors.map(redisRefusal).find((one) => one !== undefined);
}

/** Whether Redis takes no writes because its memory (`OOM`) or its disk (`MISCONF`) is full. */
export function isRedisFull(error: unknown): boolean {
  const word = redisRefusal(error);
  return word === 'OOM' || word === 'MISCONF';
}
