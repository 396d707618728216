import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inflatedSize } from './inflated-size.ts';
import { SpreadsheetError, spreadsheetTooLarge, spreadsheetUnreadable } from './spreadsheet-error.ts';

const converter = fileURLToPath(new URL('./convert-spreadsheet.mjs', import.meta.url));
const megabyte = 1_000_000;
const exitUnreadable = 3;
const watchEveryMs = 50;
const pageBytes = 4_096;

interface ConversionLimits {
  readonly heapMegabytes: number;
  readonly residentBytes: number;
  readonly timeoutMs: number;
}

/**
 * The first sheet of an XLSX workbook as CSV bytes, converted in a process that is killed when it takes more memory
 * or time than a workbook of its size needs.
 * @throws SpreadsheetError
 */
export async function* spreadsheetText(workbook: Buffer): AsyncGenerator<Buffer> {
  const limits = limitsFor(await inflatedSize(workbook));
  const child = spawn(process.execPath, [`--max-old-space-size=${limits.heapMegabytes}`, converter], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {},
  });
  const ended = once(child, 'close');
  const watch = watchChild(child, limits);
  // A child that is killed does not read to the end.
  child.stdin.on('error', () => {});
  child.stdin.end(workbook);
  try {
    for await (const piece of child.stdout) yield piece;
    const [code] = await ended;
    if (watch.exceeded || (code !== 0 && code !== exitUnreadable)) throw spreadsheetTooLarge();
    if (code === exitUnreadable) throw spreadsheetUnreadable();
  } catch (error) {
    throw error instanceof SpreadsheetError ? error : spreadsheetUnreadable(error);
  } finally {
    watch.stop();
    child.kill('SIGKILL');
    await ended;
  }
}

/** Measured: 50 MB for the process and 5.4 bytes for each byte unpacked; 40 ms for each megabyte. */
function limitsFor(inflatedBytes: number): ConversionLimits {
  const heapMegabytes = 96 + Math.ceil((8 * inflatedBytes) / megabyte);
  return {
    heapMegabytes,
    residentBytes: (heapMegabytes + 96) * megabyte,
    timeoutMs: 1_500 + (300 * inflatedBytes) / megabyte,
  };
}

/** Kills a child that exceeds its time or, where the system tells it (Linux), its resident memory. */
function watchChild(child: ChildProcess, { residentBytes, timeoutMs }: ConversionLimits) {
  const endsAtMs = performance.now() + timeoutMs;
  const state = { exceeded: false, stop: () => clearInterval(timer) };
  const timer = setInterval(async () => {
    if (performance.now() < endsAtMs && (await residentBytesOf(child.pid)) < residentBytes) return;
    state.exceeded = true;
    child.kill('SIGKILL');
  }, watchEveryMs);
  return state;
}

/** Source: proc(5), the second field of statm. 0 where it is not told. */
async function residentBytesOf(pid: number | undefined): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'ascii').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * pageBytes;
}
