/** Different levels of a variable that are counted; rows of any further one are counted together. */
export const mostLevels = 10_000;

/** Rows of each level of a variable, in one pass and bounded memory. */
export class LevelScan {
  missing = 0;
  /** Rows of levels that came when there were `mostLevels` already. */
  uncounted = 0;
  readonly counts = new Map<string, number>();

  add(level: string): void {
    if (level === '') {
      this.missing += 1;
      return;
    }
    const count = this.counts.get(level);
    if (count !== undefined) this.counts.set(level, count + 1);
    // A level may be a slice that keeps its whole chunk alive: a copy is kept.
    else if (this.counts.size < mostLevels) this.counts.set(Buffer.from(level).toString(), 1);
    else this.uncounted += 1;
  }
}
