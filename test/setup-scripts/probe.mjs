import { waitUntilReady } from '../../scripts/setup/ready-probe.mjs';

/** Waits as `probe.mjs <url> [timeoutMs]` for a moment until the URL is ready, and prints why it is not. */
const [url, timeoutMs = '300'] = process.argv.slice(2);
try {
  await waitUntilReady(url, {
    timeoutMs: Number(timeoutMs),
    refusedAfterMs: 200,
    signal: new AbortController().signal,
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
