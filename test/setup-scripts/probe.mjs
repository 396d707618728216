import { waitUntilReady } from '../../scripts/setup/ready-probe.mjs';

/** Waits as `probe.mjs <url>` for a moment until the URL is ready, and prints why it is not. */
const [url] = process.argv.slice(2);
try {
  await waitUntilReady(url, { timeoutMs: 300, signal: new AbortController().signal });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
