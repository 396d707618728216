import { type Batch, Decision, warningCodes } from '@bora/contracts';
import { formatCount, formatSeconds, formatShare } from '../terminal/figures.ts';
import { type Cell, textTable } from '../terminal/table.ts';

/** What `bora score` did, for machines. */
export interface ScoreReport {
  readonly batch: Batch;
  readonly out: string;
  /** Where the rejects are; null where there is none. */
  readonly rejects: string | null;
  /** From the first byte sent to the last row scored. */
  readonly seconds: number;
  readonly rowsPerSecond: number;
}

/** What `bora score` did, for people. */
export function summaryTable({ batch, out, rejects, seconds, rowsPerSecond }: ScoreReport): string {
  const { summary, rowsScored, rowsRejected } = batch;
  const counted = (name: string, count: number): Cell[] => [
    name,
    formatCount(count),
    rowsScored > 0 ? formatShare(count / rowsScored) : '',
  ];
  const counts = [
    ['rows', formatCount(batch.rows ?? rowsScored + rowsRejected), ''],
    ['scored', formatCount(rowsScored), ''],
    ['rejected', formatCount(rowsRejected), ''],
    ...Decision.options.map((decision) => counted(decision, summary[decision])),
    ['mean PD', summary.pdMean === null ? '-' : summary.pdMean.toFixed(4), ''],
    ...warningCodes.flatMap((code) => {
      const rows = summary.warnings[code] ?? 0;
      return rows > 0 ? [counted(`warning ${code}`, rows)] : [];
    }),
  ];
  const facts = [
    ['model', `${batch.model.name}/${batch.model.version}`],
    ['policy', `${batch.policy.name}/${batch.policy.version}`],
    ['time', `${formatSeconds(seconds)}, ${formatCount(rowsPerSecond)} rows/s`],
    ['scores', out],
    ...(rejects === null ? [] : [['rejects', rejects]]),
  ];
  return `${textTable(['', '', ''], counts)}\n\n${textTable(['', ''], facts)}`;
}
