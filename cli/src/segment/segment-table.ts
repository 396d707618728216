import { rowsLeftOut } from '@bora/contracts';
import { formatCount, formatShare } from '../terminal/figures.ts';
import { textTable } from '../terminal/table.ts';
import type { SegmentedFile } from './segment-file.ts';

/** The segments for people: what was read, what they are, how good they are, and what became of them. */
export function segmentTable({ layout, fitted, outcomes }: SegmentedFile): string {
  const { segments, quality, cleaning } = fitted.summary;
  const leftOut = sayLeftOut(cleaning.left);
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(3));
  const features = layout.features.map(({ label }) => label);
  return [
    `${formatCount(cleaning.rows)} rows of the layout ${layout.id}: ${formatCount(cleaning.customers)} customers from ` +
      `${formatCount(cleaning.used)} rows${leftOut === '' ? '' : `; left out: ${leftOut}`}`,
    textTable(
      ['segment', 'customers', 'share', ...features],
      segments.map(({ name, customers, share, profile }) => [
        name,
        formatCount(customers),
        formatShare(share),
        ...profile.map(({ mean }) => meanText(mean)),
      ]),
    ),
    meanings(segments).join('\n'),
    `${quality.choice}\nsilhouette ${figure(quality.silhouette)}, Davies–Bouldin ${figure(quality.daviesBouldin)}, ` +
      `stability ${figure(quality.stability)}, in no segment ${formatShare(quality.noiseShare)}`,
    ...(outcomes ? [outcomeTable(outcomes)] : []),
  ].join('\n\n');
}

/** Such as `3 (no customer named), 1 (no price)`; empty where every row was used. */
export function sayLeftOut(left: Readonly<Record<string, number>>): string {
  const words = (reason: string) => {
    const said = rowsLeftOut[reason] ?? reason;
    return `${said.charAt(0).toLowerCase()}${said.slice(1)}`;
  };
  return Object.entries(left)
    .filter(([, rows]) => rows > 0)
    .map(([reason, rows]) => `${formatCount(rows)} (${words(reason)})`)
    .join(', ');
}

/** What segments are and what to do with them; those of one family that mean the same are said together. */
function meanings(segments: SegmentedFile['fitted']['summary']['segments']): string[] {
  const byMeaning = new Map<string, typeof segments>();
  for (const segment of segments) {
    const meaning = `${segment.description} ${segment.action}`;
    byMeaning.set(meaning, [...(byMeaning.get(meaning) ?? []), segment]);
  }
  return [...byMeaning].map(([meaning, same]) => {
    const { name, family } = same[0]!;
    return `${same.length === 1 ? name : `${family}, all ${same.length}`}: ${meaning}`;
  });
}

function meanText(value: number): string {
  return Math.abs(value) >= 1000 ? formatCount(value) : value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}

function outcomeTable({ segments, total, rows, unmatched }: NonNullable<SegmentedFile['outcomes']>): string {
  const share = (value: number | null) => (value === null ? '–' : formatShare(value));
  const table = textTable(
    ['segment', 'with outcome', 'bad', 'bad rate', '95 % interval', 'approved', 'mean PD', 'profit'],
    [...segments, { name: 'all', ...total }].map((one) => [
      one.name,
      formatCount(one.known),
      formatCount(one.bad),
      share(one.badRate),
      one.badRate === null ? '–' : `${share(one.badRateLow)} to ${share(one.badRateHigh)}`,
      share(one.approvalShare),
      one.meanPd === null ? '–' : one.meanPd.toFixed(4),
      one.profit === null ? '–' : formatCount(one.profit),
    ]),
  );
  return `${table}\n${formatCount(unmatched)} of ${formatCount(rows)} rows of outcomes are of customers that were not segmented.`;
}
