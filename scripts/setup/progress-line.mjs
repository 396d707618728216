/**
 * Shows one step of the set-up on standard error while it runs: in a terminal a single line that counts
 * seconds, elsewhere one line when the step begins and one when it ends.
 *
 * @template Result
 * @param {string} text what is being done, such as `Installing dependencies`
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>} what `work` returns; its error is passed on
 */
export async function withProgress(text, work) {
  const stream = process.stderr;
  const startedAt = Date.now();
  const line = (/** @type {string} */ mark) =>
    `${mark} ${text} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`;
  const redraw = (/** @type {string} */ mark) => stream.write(`\r\x1b[2K${line(mark)}`);
  const timer = stream.isTTY ? setInterval(() => redraw('…'), 200) : undefined;
  const end = (/** @type {string} */ mark) => {
    clearInterval(timer);
    if (stream.isTTY) redraw(mark);
    else stream.write(line(mark));
    stream.write('\n');
  };
  if (stream.isTTY) redraw('…');
  else stream.write(`… ${text}\n`);
  try {
    const result = await work();
    end('✓');
    return result;
  } catch (error) {
    end('✗');
    throw error;
  }
}

/**
 * Says one line on standard error, also while a step is shown: that goes on below it.
 *
 * @param {string} text
 */
export function showLine(text) {
  process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[2K' : ''}${text}\n`);
}
