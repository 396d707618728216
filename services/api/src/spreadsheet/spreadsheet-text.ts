import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ApiProblem } from '../errors.ts';
import { inflatedSize } from './inflated-size.ts';
import { SpreadsheetError, spreadsheetTooLarge, spreadsheetUnreadable } from './spreadsheet-error.ts';
import { type ChildLimits, watchChild } from './watched-child.ts';

const converter = fileURLToPath(new URL('./convert-spreadsheet.mjs', import.meta.url));
const megabyte = 1_000_000;
const exitUnreadable = 3;

interface ConversionLimits extends ChildLimits {
  readonly heapMegabytes: number;
}

/**
 * The first sheet of an XLSX workbook as CSV bytes, converted in a process that is killed when it takes more memory
 * or time than a workbook of its size needs.
 * @throws SpreadsheetError; ApiProblem `overloaded` where the system has no process left to give
 */
export async function* spreadsheetText(workbook: Buffer): AsyncGenerator<Buffer> {
  const limits = limitsFor(await inflatedSize(workbook));
  const child = spawn(process.execPath, [`--max-old-space-size=${limits.heapMegabytes}`, converter], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {},
  });
  const ended = endOf(child);
  if (child.pid === undefined) throw noProcess();
  const watch = watchChild(child, limits);
  // A child that is killed does not read to the end.
  child.stdin.on('error', () => {});
  child.stdin.end(workbook);
  try {
    for await (const piece of child.stdout) {
      watch.hold();
      yield piece;
      watch.release();
    }
    const code = await ended;
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

/** Measured: 50 MB for the process and 5.4 bytes for each byte unpacked; 40 ms for each megabyte, on an idle machine. */
function limitsFor(inflatedBytes: number): ConversionLimits {
  const heapMegabytes = 96 + Math.ceil((8 * inflatedBytes) / megabyte);
  return {
    heapMegabytes,
    residentBytes: (heapMegabytes + 96) * megabyte,
    timeoutMs: 5_000 + (300 * inflatedBytes) / megabyte,
  };
}

/** Exit code, `null` of a child that was killed or never began. Never rejects, because nobody may be waiting yet. */
function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
}

function noProcess(): ApiProblem {
  return new ApiProblem(
    'overloaded',
    'No process could be started to read the workbook. Try again in a moment, or send CSV.',
    { retryAfterSeconds: 5 },
  );
}
