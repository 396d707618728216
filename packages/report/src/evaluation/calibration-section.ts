import type { EvaluationReport } from '@bora/contracts';
import { lineChart } from '../chart/line-chart.ts';
import { formatFigure } from '../figure-format.ts';
import type { Section } from '../page/page.ts';

/** Whether a probability of default means what it says. */
export function calibrationSection({ reliability, oof, protocol }: EvaluationReport): Section {
  const { bins, overall, binsWithinInterval } = reliability;
  const ends = bins.flatMap(({ pdMean, badRate }) => [pdMean, badRate.high]);
  const most = Math.max(...ends, 0) * 1.05 || 1;
  const share = (value: number) => formatFigure(value, 'share');
  return {
    heading: 'Calibration',
    text: [
      `Of applicants with a probability of default of 20 %, one in five should turn out bad. Applicants are cut into ${bins.length} ` +
        `groups of equal size by their probability; in ${binsWithinInterval} of them the mean probability lies within the 95 % ` +
        `interval (Wilson) of the bad rate. Over all, ${share(overall.pdMean)} is foretold and ${share(overall.badRate.value)} was bad.`,
      `Expected calibration error ${formatFigure(oof.ece, 'decimal')} over bins of equal size, ` +
        `${formatFigure(oof.eceEqualWidth, 'decimal')} over bins of equal width. How it is calibrated: ${protocol.calibration}`,
    ],
    charts: [
      lineChart({
        title: 'Foretold and found',
        description: `Bad rate with its 95 % interval against mean probability of default, for ${bins.length} groups; ${binsWithinInterval} intervals hold the foretold rate.`,
        x: { label: 'mean probability of default', format: 'share', domain: [0, most] },
        y: { label: 'bad rate', format: 'share', domain: [0, most] },
        series: [
          {
            name: 'group of applicants',
            style: 'dots',
            points: bins.map(({ pdMean, badRate }) => ({
              x: pdMean,
              y: badRate.value,
              low: badRate.low,
              high: badRate.high,
            })),
          },
          {
            name: 'as foretold',
            style: 'guide',
            points: [
              { x: 0, y: 0 },
              { x: most, y: most },
            ],
          },
        ],
      }),
    ],
    tables: [
      {
        caption: 'Groups of equal size by probability of default',
        columns: [
          { heading: 'Group', format: 'text' },
          { heading: 'Rows', format: 'count' },
          { heading: 'Mean PD', format: 'share' },
          { heading: 'Bad rate', format: 'share' },
          { heading: 'from', format: 'share' },
          { heading: 'to', format: 'share' },
        ],
        rows: [
          ...bins.map((bin, place) => [String(place + 1), ...binFigures(bin)]),
          ['all', ...binFigures(overall)],
        ],
      },
    ],
  };
}

function binFigures({ count, pdMean, badRate }: EvaluationReport['reliability']['overall']): number[] {
  return [count, pdMean, badRate.value, badRate.low, badRate.high];
}
