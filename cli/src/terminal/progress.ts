import { SingleBar } from 'cli-progress';
import { formatCount, formatMegabytes, formatSeconds } from './figures.ts';
import { note, type Terminal } from './terminal.ts';

export type ProgressUnit = 'rows' | 'bytes' | 'steps' | 'entries';

/** Shows on standard error how far something is. */
export interface Progress {
  /** `details` replaces rate and time left, which are otherwise counted from the start. */
  update(done: number, details?: string): void;
  /** Says something beside it. */
  note(text: string): void;
  /** Ends it; to be called in any case. */
  stop(): void;
}

const showAfterMs = 400;
const lineEveryMs = 5_000;
const barFormat = '{label} [{bar}] {percentage} % · {amount}{details}';

/**
 * Progress of `total` units: a bar where standard error is a terminal, else a line every five seconds. What is over
 * in a moment shows nothing.
 */
export function startProgress(
  terminal: Terminal,
  settings: { readonly label: string; readonly total: number; readonly unit: ProgressUnit },
): Progress {
  const { label, total, unit } = settings;
  const startedAtMs = performance.now();
  let shownAtMs = startedAtMs;
  let bar: SingleBar | undefined;

  function show(done: number, details: string): void {
    const amount = `${unit === 'bytes' ? formatMegabytes(done) : formatCount(done)} of ${amountOf(total, unit)}`;
    const shown = details && ` · ${details}`;
    if (!terminal.stderr.isTTY) {
      const percent = total > 0 ? ` (${Math.floor((100 * done) / total)} %)` : '';
      terminal.stderr.write(`${label}: ${amount}${percent}${shown}\n`);
      return;
    }
    if (!bar) {
      bar = new SingleBar({
        format: barFormat,
        stream: terminal.stderr,
        hideCursor: true,
        clearOnComplete: true,
        gracefulExit: false,
        barsize: 24,
      });
      bar.start(total, done, { label, amount, details: shown });
    } else bar.update(done, { amount, details: shown });
  }

  return {
    update(done, details) {
      const now = performance.now();
      const waitMs = terminal.stderr.isTTY ? (bar ? 0 : showAfterMs) : lineEveryMs;
      if (now - shownAtMs < waitMs) return;
      shownAtMs = now;
      show(done, details ?? pace(done, total, (now - startedAtMs) / 1000, unit));
    },
    note(text) {
      bar?.stop();
      bar = undefined;
      note(terminal, text);
    },
    stop: () => bar?.stop(),
  };
}

/** Rate and time left, from what is done so far. */
function pace(done: number, total: number, seconds: number, unit: ProgressUnit): string {
  if (done === 0 || seconds === 0) return '';
  const rate = done / seconds;
  return paceText(rate, (total - done) / rate, unit);
}

/** `12,345 rows/s · 4.2 s left`. */
export function paceText(
  ratePerSecond: number | null,
  secondsLeft: number | null,
  unit: ProgressUnit,
): string {
  const parts = [
    ratePerSecond === null ? '' : `${amountOf(ratePerSecond, unit)}/s`,
    secondsLeft === null ? '' : `${formatSeconds(secondsLeft)} left`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function amountOf(value: number, unit: ProgressUnit): string {
  return unit === 'bytes' ? formatMegabytes(value) : `${formatCount(value)} ${unit}`;
}
