import { SegmentationError } from '../segmentation-error.ts';

/** Counts the rows that are left out, by reason, and refuses a file that is read wrongly. */
export class RowChecks {
  readonly #left = new Map<string, number>();
  readonly #unreadable = new Map<
    'unreadable-dates' | 'unreadable-numbers',
    { line: number; count: number }
  >();
  #rows = 0;

  /** @param reasons in the order in which they are checked and reported. */
  constructor(reasons: readonly string[]) {
    for (const reason of reasons) this.#left.set(reason, 0);
  }

  get rows(): number {
    return this.#rows;
  }

  count(): void {
    this.#rows += 1;
  }

  leave(reason: string): void {
    this.#left.set(reason, (this.#left.get(reason) ?? 0) + 1);
  }

  leaveUnreadable(code: 'unreadable-dates' | 'unreadable-numbers', line: number): void {
    this.leave(code);
    const seen = this.#unreadable.get(code);
    if (seen) seen.count += 1;
    else this.#unreadable.set(code, { line, count: 1 });
  }

  /**
   * Rows left out by reason; to be called after the last row.
   * @throws SegmentationError `unreadable-dates`, `unreadable-numbers` where more than a twentieth of the rows are so:
   * such a file is not dirty but in another form.
   */
  report(
    expected: Readonly<Record<'unreadable-dates' | 'unreadable-numbers', string>>,
  ): Record<string, number> {
    for (const [code, { line, count }] of this.#unreadable) {
      if (count <= this.#rows / 20) continue;
      throw new SegmentationError(
        code,
        `${count} of ${this.#rows} rows cannot be read, the first on line ${line}: ${expected[code]}`,
      );
    }
    return Object.fromEntries(this.#left);
  }
}

/** The number that a text is, with a point or, where there is no point, a comma; NaN for anything else. */
export function numberOf(text: string): number {
  const trimmed = text.trim();
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$/.test(trimmed)) return Number.NaN;
  return Number(trimmed.replace(',', '.'));
}
